'use strict'

const test = require('node:test')
const assert = require('node:assert')
const http = require('http')
const {demonstrate} = require('../alerts')

/** A stack of a producer alone, with a server that answers as Prometheus and Alertmanager do while nothing is wrong. */
async function quiet (context) {
  const server = http.createServer((request, response) => response.end(JSON.stringify(
    request.url.startsWith('/api/v1') ? {data: {groups: [{rules: [{name: 'VenuesSilence', state: 'inactive'}]}]}} : [])))
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  context.after(() => server.close())
  const done = []
  const stack = {
    env: {},
    speed: 1,
    load: () => stack,
    url: () => `http://127.0.0.1:${server.address().port}`,
    stop: async name => done.push(`stop ${name}`),
    start: async name => done.push(`start ${name}`)
  }
  return {stack, done, server}
}

test('should start the producer again when it is interrupted', async context => {
  const {stack, done} = await quiet(context)
  const interruption = new AbortController()
  const say = text => text.endsWith('producer stopped') && interruption.abort()

  await assert.rejects(demonstrate(stack, undefined, {say, signal: interruption.signal}), {name: 'AbortError'})

  assert.deepEqual(done, ['stop producer', 'start producer'])
})

test('should start the producer again when the alert does not fire', async context => {
  const {stack, done} = await quiet(context)

  await assert.rejects(demonstrate(stack, undefined, {say: () => {}, limitMs: 100}), /did not get there/)

  assert.deepEqual(done, ['stop producer', 'start producer'])
})

test('should say who does not answer, and why', async context => {
  const {stack, done, server} = await quiet(context)
  const url = stack.url()
  server.close()

  await assert.rejects(demonstrate({...stack, url: () => url}, undefined, {say: () => {}}),
    new RegExp(`${url}.* does not answer: .*ECONNREFUSED`))

  assert.deepEqual(done, [])
})

test('should touch nothing where nothing reports', async context => {
  const {stack, done} = await quiet(context)
  stack.env.VENUES_PROMETHEUS = 'off'

  await assert.rejects(demonstrate(stack, undefined, {say: () => {}, limitMs: 100}), /VENUES_PROMETHEUS=off/)

  assert.deepEqual(done, [])
})
