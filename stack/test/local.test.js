'use strict'

const test = require('node:test')
const assert = require('node:assert')
const fs = require('fs')
const path = require('path')
const compose = require('../compose')
const {Stack} = require('../local')
const {SCALABLE} = require('../options')
const {program, root} = require('../programs')
const {folder} = require('./folder')

const IDLE = 'setInterval(() => {}, 1000)'

/** A stack of programs of Node's: each a service, healthy at once or done with exit code 0. */
function stack (context, services) {
  let made
  const place = folder(context, () => made.exists() && made.load().down(() => {}))
  const file = path.join(place, 'compose.yml')
  fs.writeFileSync(file, JSON.stringify({
    services: Object.fromEntries(Object.entries(services).map(([name, {script, healthy, environment}]) => [name, {
      image: 'node:20', command: ['node', '-e', script], environment, healthcheck: healthy && {test: ['CMD', 'true']}
    }]))
  }))
  made = new Stack(path.join(place, 'stack'), file)
  return made
}

const start = {env: {}, scale: {}, speed: 1}

test('should neither keep nor hand on what its user has for real', async context => {
  const script = 'console.log(process.env.VENUES_GEO_API_KEY, process.env.AWS_PROFILE, process.env.WORD)'
  const made = stack(context, {job: {script, environment: {WORD: '${VENUES_WORD}'}}})
  const before = {...process.env}
  context.after(() => { process.env = before })
  Object.assign(process.env, {VENUES_GEO_API_KEY: 'secret', AWS_PROFILE: 'secret', VENUES_WORD: 'word'})

  await made.up({...start, env: process.env}, () => {})

  assert.equal(fs.readFileSync(made.log('job-1'), 'utf8'), 'undefined undefined word\n')
  assert.doesNotMatch(fs.readFileSync(made.file, 'utf8'), /secret/)
})

test('should scale whatever has no port of its own and goes on', () => {
  const services = compose.read(path.join(root, 'docker-compose.yml'), {})
  const scalable = [...services.values()]
    .filter(service => service.health && [...service.ports.values()].every(port => port === null))
    .map(({name}) => name)

  assert.deepEqual(scalable, SCALABLE)
  assert.ok(scalable.every(name => program(services.get(name))))
})

test('should refuse what is no port', async context => {
  const file = path.join(folder(context), 'compose.yml')
  fs.writeFileSync(file, JSON.stringify({services: {web: {image: 'node:20', ports: ['127.0.0.1:${PORT:-80}:80']}}}))

  assert.equal(compose.read(file, {PORT: '0'}).get('web').ports.get('80'), null)
  assert.throws(() => compose.read(file, {PORT: 'eighty'}), /not eighty/)
  assert.throws(() => compose.read(file, {PORT: '65536'}), /not 65536/)
})
