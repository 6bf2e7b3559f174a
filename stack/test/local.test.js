'use strict'

const test = require('node:test')
const assert = require('node:assert')
const fs = require('fs')
const path = require('path')
const compose = require('../compose')
const {Stack} = require('../local')
const {SCALABLE} = require('../options')
const {program, root} = require('../programs')
const processes = require('../processes')
const {folder, until} = require('./folder')

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

const server = {script: IDLE, healthy: true}
const start = {env: {}, scale: {}, speed: 1}

test('should tell what runs, what is done and what it ended', async context => {
  const made = stack(context, {server, job: {script: ''}})
  const said = []
  await made.up(start, text => said.push(text))

  assert.deepEqual(made.load().status().map(({instance, state}) => [instance, state]), [['server-1', 'runs'], ['job-1', 'done']])
  process.kill(made.running['server-1'].pid, 'SIGKILL')
  await until('its end', () => made.status()[0].state === 'ended')
  await made.start('server', text => said.push(text))
  await made.down(text => said.push(text))

  assert.deepEqual(said.filter(text => /^\w+-1: /.test(text)), ['server-1: healthy', 'job-1: done', 'server-1: healthy', 'server-1: ended'])
})

test('should say how a service failed', async context => {
  const loud = stack(context, {job: {script: 'console.error("no disk"); process.exit(3)'}})
  const silent = stack(context, {job: {script: 'process.exit(4)'}})

  await assert.rejects(loud.up(start, () => {}), /job-1 ended with 3:\nno disk$/)
  await assert.rejects(silent.up(start, () => {}), /job-1 ended with 4 and said nothing$/)
})

test('should start nothing more when it is interrupted between two', async context => {
  const interruption = new AbortController()
  const made = stack(context, {server, late: server})

  await assert.rejects(made.up(start, () => interruption.abort(), interruption.signal), {name: 'AbortError'})

  assert.deepEqual(Object.keys(made.running), ['server-1'])
})

test('should start nothing more when it is interrupted while one starts', async context => {
  const interruption = new AbortController()
  const made = stack(context, {server, job: {script: IDLE}, late: server})
  const up = assert.rejects(made.up(start, () => {}, interruption.signal))
  await until('the job', () => made.running?.['job-1'])

  interruption.abort()
  await up

  assert.deepEqual(Object.keys(made.running), ['server-1', 'job-1'])
})

test('should start nothing when its end has begun', async context => {
  const made = stack(context, {server})
  await made.up(start, () => {})
  const other = new Stack(made.folder, made.composeFile)
  const down = made.down(() => {})

  await assert.rejects(other.load().start('server', () => {}), /is being ended/)

  await down
})

test('should forget what Prometheus was to ask when another stack was there', async context => {
  const made = stack(context, {server})
  const target = path.join(made.folder, 'volumes/targets/taskmanager-1.json')
  fs.mkdirSync(path.dirname(target), {recursive: true})
  fs.writeFileSync(target, '')

  await made.up(start, () => {})

  assert.ok(!fs.existsSync(target))
})

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
