'use strict'

const test = require('node:test')
const assert = require('node:assert')
const fs = require('fs')
const path = require('path')
const {spawnSync} = require('child_process')
const processes = require('../processes')
const {folder, until} = require('./folder')

const IDLE = 'setInterval(() => {}, 1000)'
const WITH_CHILD = `require('child_process').spawn(process.execPath, ['-e', '${IDLE}']).once('spawn', () => console.log('ready')); ${IDLE}`

async function started (context, script) {
  const log = path.join(folder(context), 'log')
  const begun = await processes.start(['node', '-e', script], process.env, log)
  context.after(() => processes.stop([begun]))
  return {begun, log}
}

test('should know a process in another time zone', async context => {
  const zone = process.env.TZ
  context.after(() => zone === undefined ? delete process.env.TZ : process.env.TZ = zone)
  process.env.TZ = 'Asia/Tokyo'
  const {begun} = await started(context, IDLE)

  process.env.TZ = 'America/Caracas'
  assert.ok(processes.isAlive(begun))
})

test('should not take another process of that number for the one that it started', async context => {
  const {begun} = await started(context, IDLE)
  const another = {...begun, born: begun.born + '1'}

  await processes.stop([another])

  assert.ok(!processes.isAlive(another))
  assert.ok(processes.isAlive(begun))
})

test('should leave alone what has the number of a process of before the machine started anew', async context => {
  const {begun, log} = await started(context, WITH_CHILD)
  await until('its child', () => fs.readFileSync(log, 'utf8').includes('ready'))
  process.kill(begun.pid, 'SIGKILL')
  await until('its end', () => !processes.isAlive(begun))

  assert.equal(processes.left([{...begun, born: 'another-boot 1'}]).length, 0)
  assert.equal(processes.left([begun]).length, 1)
})

test('should end the child of a process that was killed', async context => {
  const {begun, log} = await started(context, WITH_CHILD)
  await until('its child', () => fs.readFileSync(log, 'utf8').includes('ready'))
  process.kill(begun.pid, 'SIGKILL')
  await until('its end', () => !processes.isAlive(begun))

  await processes.stop([begun])

  assert.deepEqual(processes.left([begun]), [])
})

test('should name a program that is missing', async context => {
  await assert.rejects(
    processes.start(['no-such-program'], process.env, path.join(folder(context), 'log')), /no-such-program/)
})

test('should wait for the end of a process when there is nothing else to wait for', context => {
  const script = `const processes = require('${path.join(__dirname, '../processes')}')
    processes.start(['sleep', '0.3'], process.env, 'log').then(processes.exit).then(code => console.log('ended with', code))`
  const {stdout} = spawnSync('node', ['-e', script], {cwd: folder(context), encoding: 'utf8'})

  assert.equal(stdout, 'ended with 0\n')
})

test('should not hand on the lock of bin/stack', async context => {
  const place = folder(context)
  const script = `require('${path.join(__dirname, '../processes')}').start(['sleep', '60'], process.env, 'log')
    .then(begun => console.log(JSON.stringify(begun)))`
  const {stdout} = spawnSync('bash', ['-c', 'exec 9>lock; flock 9; exec node -e "$0"', script], {cwd: place, encoding: 'utf8'})
  const begun = JSON.parse(stdout)
  context.after(() => processes.stop([begun]))

  assert.ok(processes.isAlive(begun))
  assert.equal(spawnSync('flock', ['-n', path.join(place, 'lock'), 'true']).status, 0)
})
