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
  }

  exists () {
    return fs.existsSync(this.file)
  }

  /** Name of each instance -> {service, index, pid, born, ports}, as the last command left it. */
  load () {
    if (!this.exists()) throw new Error(`no stack in ${this.folder}; bin/stack up starts one`)
    Object.assign(this, JSON.parse(fs.readFileSync(this.file, 'utf8')))
    return this
  }

  save () {
    fs.mkdirSync(this.folder, {recursive: true})
    const {env, scale, speed, ports, running} = this
    fs.writeFileSync(this.file + '.new', JSON.stringify({env, scale, speed, ports, running}, null, 2))
    fs.renameSync(this.file + '.new', this.file)
  }

  services () {
    return compose.read(this.composeFile, this.env)
  }

  /** Starts every service in its order, each when those that it needs are healthy. */
  async up ({env, scale, speed}, say) {
    Object.assign(this, {env: compose.asked(this.composeFile, env), scale, speed, running: {}})
    const services = this.services()
    this.ports = await this.#findPorts(services)
    this.save()
    for (const name of compose.inOrder(services)) {
      if (program(services.get(name))) await this.start(name, say)
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
  async start (name, say) {
    const service = this.#known(name)
    for (let index = 0; index < this.#instances(name); index++) {
      const instance = `${name}-${index + 1}`
      if (this.running[instance] && processes.isAlive(this.running[instance])) continue
      // Of one that was killed a child may be left, on the ports that it had.
      if (this.running[instance]) await processes.stop([this.running[instance]])
      const place = this.#place(service, index)
      place.prepare((file, text) => this.speed === 1 ? text : hastened(file, text, this.speed))
      const {words, environment} = program(service)
      const inherited = Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.test(name))
      const env = {...Object.fromEntries(inherited), ...place.environment(), ...environment}
      const log = this.log(instance)
      fs.mkdirSync(path.dirname(log), {recursive: true})
      this.running[instance] = await processes.start([...words, ...service.words.map(word => place.here(word))], env, log)
      this.save()
      await this.#awaitHealth(service, place, env, instance)
      say(`${instance}: ${service.health ? 'healthy' : 'done'}`)
    }
  }

  async #awaitHealth (service, place, env, instance) {
    const check = service.health?.map(word => place.here(word))
    for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await delay(200)) {
      if (!processes.isAlive(this.running[instance])) {
        if (!check && await processes.exit(this.running[instance]) === 0) return
        throw new Error(`${instance} ended:\n${fs.readFileSync(this.log(instance), 'utf8').slice(-4_000)}`)
      }
      if (check && processes.succeeds(check, env, HEALTH_LIMIT_MS)) return
    }
    throw new Error(`${instance} is not ${check ? 'healthy' : 'done'} after ${START_LIMIT_MS / 1_000} s; see ${this.log(instance)}`)
  }

  /** Stops a service's instances, or everything in the opposite order of its start. */
  async stop (name) {
    const instances = Object.keys(this.running).filter(each => !name || each.replace(/-\d+$/, '') === name)
    if (name) this.#known(name)
    await processes.stop(instances.map(each => this.running[each]))
    instances.forEach(each => delete this.running[each])
    this.save()
  }

  /** Stops everything; what remains are logs, flight recordings and heap dumps. */
  async down () {
    await this.stop()
    for (const gone of ['services', 'volumes/targets', 'volumes/checkpoints', 'volumes/prometheus', 'volumes/alertmanager']) {
      fs.rmSync(path.join(this.folder, gone), {recursive: true, force: true})
    }
    fs.rmSync(this.file)
  }

  status () {
    return Object.entries(this.running).map(([instance, running]) => ({
      instance, pid: running.pid, alive: processes.isAlive(running), log: this.log(instance)
    }))
  }

  /** The address of a service's port here. */
  url (name, inside) {
    return `http://127.0.0.1:${this.ports[name][0][inside]}`
  }

  log (instance) {
    return path.join(this.folder, 'logs', `${instance}.log`)
  }

  #known (name) {
    const service = this.services().get(name)
    if (!service || !program(service)) throw new Error(`there is no service ${name} here`)
    return service
  }
}

module.exports = {Stack}
