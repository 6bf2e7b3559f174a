'use strict'

// What docker-compose.yml says, in the shape that the stack is started from.

const fs = require('fs')
const path = require('path')

// Limits and rights are a container engine's business. All else must be taken over, so an unknown word is an error.
const OF_CONTAINERS = ['restart', 'cap_drop', 'security_opt', 'mem_limit', 'cpus', 'user']
const TAKEN_OVER = ['image', 'entrypoint', 'command', 'environment', 'volumes', 'ports', 'expose', 'depends_on', 'healthcheck']

const VARIABLE = /\$\{(\w+)(?::-([^}]*))?\}/g

/** The services by name; `env` fills the `${NAME:-default}` of the file. */
function read (file, env) {
  // Only here: what needs no services works before anything is installed.
  const document = require('yaml').parse(fs.readFileSync(file, 'utf8'), {merge: true})
  const folder = path.dirname(file)
  return new Map(Object.entries(document.services).map(([name, words]) => {
    for (const word of Object.keys(words)) {
      if (!OF_CONTAINERS.includes(word) && !TAKEN_OVER.includes(word)) throw new Error(`${file}: ${name} has ${word}, which is not known here`)
    }
    return [name, service(name, filled(words, env), folder)]
  }))
}

function service (name, words, folder) {
  return {
    name,
    image: words.image,
    words: [...(words.entrypoint ?? []), ...(words.command ?? [])],
    environment: words.environment ?? {},
    mounts: (words.volumes ?? []).map(mount => {
      const [source, target] = mount.split(':')
      return source.startsWith('.') ? {file: path.resolve(folder, source), target} : {volume: source, target}
    }),
    // Port in the container -> port here, null for any.
    ports: new Map([
      ...(words.expose ?? []).map(port => [port, null]),
      ...(words.ports ?? []).map(port => port.split(':')).map(([, here, inside]) => [inside, numbered(here)])
    ]),
    after: Object.keys(words.depends_on ?? {}),
    health: words.healthcheck?.test.slice(1) ?? null
  }
}

function numbered (port) {
  if (!/^\d{1,5}$/.test(port) || port > 65_535) throw new Error(`a port is a number up to 65535, 0 for a free one, and not ${port}`)
  return Number(port) || null
}

/** Of an environment, what the file asks for: what else there is may be secret. */
function asked (file, env) {
  const names = new Set([...fs.readFileSync(file, 'utf8').matchAll(VARIABLE)].map(([, name]) => name))
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.has(name)))
}

function filled (value, env) {
  if (typeof value === 'string') return value.replace(VARIABLE, (all, name, fallback) => env[name] || (fallback ?? ''))
  if (Array.isArray(value)) return value.map(each => filled(each, env))
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, env)]))
  }
  return value
}

/** The services, each after those that it needs. */
function inOrder (services) {
  const ordered = new Set()
  const add = name => {
    services.get(name).after.forEach(add)
    ordered.add(name)
  }
  for (const name of services.keys()) add(name)
  return [...ordered]
}

module.exports = {read, asked, inOrder}
