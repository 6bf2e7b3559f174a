'use strict'

// The services of docker-compose.yml as processes of this machine: started, found again, stopped.

const fs = require('fs')
const path = require('path')
const {setTimeout: delay} = require('timers/promises')
const compose = require('./compose')
const {Place} = require('./place')
const {program, root} = require('./programs')
const processes = require('./processes')
const {hastened} = require('./rules')

const START_LIMIT_MS = 120_000
const HEALTH_LIMIT_MS = 10_000

// Containers see none of these. A proxy would be asked for 127.0.0.1.
const NOT_HANDED_ON = /^(VENUES_|AWS_|(https?|all)_proxy$)/i

class Stack {
  constructor (folder, file = path.join(root, 'docker-compose.yml')) {
    this.folder = folder
    this.composeFile = file
    this.file = path.join(folder, 'state.json')
    this.logs = path.join(folder, 'logs')
  }

  exists () {
    return fs.existsSync(this.file)
  }

  /** Name of each instance -> {pid, born, done}, as the last command left it. */
  load () {
    if (!this.exists()) throw new Error(`no stack in ${this.folder}; bin/stack up starts one`)
    Object.assign(this, JSON.parse(fs.readFileSync(this.file, 'utf8')))
    return this
  }

  save () {
    fs.mkdirSync(this.folder, {recursive: true})
    const {env, scale, speed, ports, running, ending} = this
    fs.writeFileSync(this.file + '.new', JSON.stringify({env, scale, speed, ports, running, ending}, null, 2))
    fs.renameSync(this.file + '.new', this.file)
  }

  services () {
    return compose.read(this.composeFile, this.env)
  }

  /** Starts every service in its order, each when those that it needs are healthy, until a signal is aborted. */
  async up ({env, scale, speed}, say, signal) {
    this.#clear()
    Object.assign(this, {env: compose.asked(this.composeFile, env), scale, speed, running: {}, ending: false})
    const services = this.services()
    this.ports = await this.#findPorts(services)
    this.save()
    for (const name of compose.inOrder(services)) {
      if (program(services.get(name))) await this.start(name, say, signal)
      else say(`${name}: only in containers`)
    }
  }

  async #findPorts (services) {
    const taken = {}
    for (const service of services.values()) {
      taken[service.name] = []
      for (let index = 0; index < this.#instances(service.name); index++) {
        const ports = {}
        for (const [inside, wanted] of service.ports) {
          if (wanted && program(service) && !await processes.isFree(wanted)) {
            throw new Error(`port ${wanted} of ${service.name} is taken; bin/stack help says how to have another`)
          }
          ports[inside] = wanted ?? await processes.freePort()
        }
        taken[service.name].push(ports)
      }
    }
    return taken
  }

  #instances (name) {
    return this.scale[name] ?? 1
  }

  #place (service, index) {
    const ports = Object.entries(this.ports).map(([name, all]) => [name, all.map(each => new Map(Object.entries(each)))])
    return new Place(service, index, this.folder, new Map(ports))
  }

  /** Starts a service's instances that do not run, and waits until they are healthy; one that is done once, until it is. */
  async start (name, say, signal) {
    const service = this.#known(name)
    for (let index = 0; index < this.#instances(name); index++) {
      signal?.throwIfAborted()
      if (this.ending) throw new Error(`the stack in ${this.folder} is being ended`)
      const instance = `${name}-${index + 1}`
      if (this.running[instance] && processes.isAlive(this.running[instance])) {
        say(`${instance}: runs`)
        continue
      }
      // Of one that was killed a child may be left, on the ports that it had.
      if (this.running[instance]) await processes.stop([this.running[instance]])
      await this.#startInstance(service, index, {instance, signal})
      say(`${instance}: ${service.health ? 'healthy' : 'done'}`)
    }
  }

  async #startInstance (service, index, {instance, signal}) {
    const place = this.#place(service, index)
    place.prepare((file, text) => this.speed === 1 ? text : hastened(file, text, this.speed))
    const {words, environment} = program(service)
    const inherited = Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.test(name))
    const env = {...Object.fromEntries(inherited), ...place.environment(), ...environment}
    const log = this.log(instance)
    fs.mkdirSync(this.logs, {recursive: true})
    const logged = fs.existsSync(log) ? fs.statSync(log).size : 0
    const running = await processes.start([...words, ...service.words.map(word => place.here(word))], env, log)
      .catch(e => { throw new Error(`${instance} cannot be started: ${e.message}`) })
    this.running[instance] = running
    this.save()
    const check = service.health?.map(word => place.here(word))
    for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await delay(200, undefined, {signal})) {
      if (!processes.isAlive(running)) return this.#ended(service, {instance, logged})
      if (check && processes.succeeds(check, env, HEALTH_LIMIT_MS)) return
    }
    throw new Error(`${instance} is not ${check ? 'healthy' : 'done'} after ${START_LIMIT_MS / 1_000} s; see ${log}`)
  }

  async #ended (service, {instance, logged}) {
    const running = this.running[instance]
    const code = await processes.exit(running)
    running.done = !service.health && code === 0
    this.save()
    if (running.done) return
    const text = fs.readFileSync(this.log(instance)).subarray(logged).toString().slice(-4_000)
    throw new Error(`${instance} ended with ${code}${text ? `:\n${text.trimEnd()}` : ' and said nothing'}`)
  }

  /** Stops a service's instances, or everything, all at once. */
  async stop (name, say) {
    if (name) this.#known(name)
    const instances = Object.keys(this.running).filter(each => !name || each.replace(/-\d+$/, '') === name)
    const left = processes.left(instances.map(each => this.running[each]))
    await processes.stop(left)
    for (const instance of instances) {
      if (left.includes(this.running[instance])) say(`${instance}: ended`)
      else if (!this.running[instance].done) say(`${instance}: had ended before`)
      delete this.running[instance]
    }
    if (name && instances.length === 0) say(`${name}: does not run`)
    this.save()
  }

  /** Stops everything; what remains are logs, flight recordings and heap dumps. */
  async down (say) {
    // Who starts a service now learns that it is too late.
    this.ending = true
    this.save()
    say('Ending what runs …')
    await this.stop(undefined, say)
    this.#clear()
    fs.rmSync(this.file)
    say(`Nothing of it runs any more. Its logs stay in ${this.logs}`)
  }

  /** What was true of another stack, and for Prometheus would be of this one. */
  #clear () {
    for (const gone of ['services', 'volumes/targets', 'volumes/checkpoints', 'volumes/prometheus', 'volumes/alertmanager']) {
      fs.rmSync(path.join(this.folder, gone), {recursive: true, force: true})
    }
  }

  status () {
    return Object.entries(this.running).map(([instance, running]) => ({
      instance,
      pid: running.pid,
      state: processes.isAlive(running) ? 'runs' : running.done ? 'done' : 'ended',
      log: this.log(instance)
    }))
  }

  /** The address of a service's port here. */
  url (name, inside) {
    return `http://127.0.0.1:${this.ports[name][0][inside]}`
  }

  log (instance) {
    return path.join(this.logs, `${instance}.log`)
  }

  #known (name) {
    const known = [...this.services().values()].filter(service => program(service))
    const service = known.find(each => each.name === name)
    if (!service) throw new Error(`there is no service ${name} here, but ${known.map(each => each.name).join(', ')}`)
    return service
  }
}

module.exports = {Stack}
