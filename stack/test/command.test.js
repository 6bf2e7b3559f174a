'use strict'

// bin/stack as a user has it who has just cloned, and built nothing.

const test = require('node:test')
const assert = require('node:assert')
const fs = require('fs')
const path = require('path')
const {spawn, spawnSync} = require('child_process')
const {root} = require('../programs')
const {folder, until} = require('./folder')

function clone (context) {
  const made = folder(context)
  const out = path.join(made, 'out')
  for (const part of ['bin/stack', 'stack', 'conf/stack', 'docker-compose.yml']) {
    fs.cpSync(path.join(root, part), path.join(made, part), {recursive: true})
  }
  const stack = (...words) => {
    const ended = spawnSync(path.join(made, 'bin/stack'), words, {encoding: 'utf8', env: {...process.env, VENUES_STACK_DIR: out}})
    assert.ok(!/Building|Installing/.test(ended.stderr), ended.stderr)
    return ended
  }
  return {stack, out}
}

test('should answer at once', async context => {
  const {stack} = clone(context)
  for (const words of [[], ['help'], ['--help'], ['-h'], ['up', '--help']]) {
    const {status, stdout} = stack(...words)
    assert.equal(status, 0)
    assert.match(stdout, /bin\/stack down /)
  }
})

test('should refuse at once what it does not understand', async context => {
  const {stack} = clone(context)
  for (const [words, answer] of [
    [['upp'], 'there is no command upp'],
    [['up', '--scal', 'taskmanager=2'], 'no option --scal'],
    [['up', '--scale', 'jobmanager=2'], 'not jobmanager'],
    [['up', '--scale', 'taskmanager=0'], '--scale is followed by'],
    [['run', '--scale'], '--scale is followed by'],
    [['run', '--speed-up', 'much'], '--speed-up is followed by']
  ]) {
    const {status, stderr} = stack(...words)
    assert.equal(status, 2, stderr)
    assert.ok(stderr.includes(answer), stderr)
    assert.match(stderr, /see bin\/stack help/)
  }
})

test('should say that there is no stack', async context => {
  const {stack} = clone(context)
  for (const command of ['status', 'down', 'alert']) {
    const {status, stderr} = stack(command)
    assert.equal(status, 1)
    assert.match(stderr, /^no stack in /)
  }
})

test('should say who is at work', async context => {
  const {stack, out} = clone(context)
  const lock = path.join(out, 'lock')
  fs.mkdirSync(out)
  fs.writeFileSync(lock, 'run (process 1)\n')
  const holder = spawn('flock', ['--no-fork', lock, 'sleep', '60'], {stdio: 'ignore'})
  context.after(() => holder.kill())
  await until('the lock', () => spawnSync('flock', ['-n', lock, 'true']).status !== 0)

  const {status, stderr} = stack('down')

  assert.equal(status, 1)
  assert.match(stderr, /^bin\/stack run \(process 1\) is at work in /)
})

test('should refuse other words for a switch', () => {
  const words = {VENUES_PROMETHEUS: 'on', VENUES_FLIGHT_RECORDER: 'on', VENUES_HEAP_DUMP: 'on', VENUES_LOG: 'text'}
  for (const name of Object.keys(words)) {
    const {status, stderr} = spawnSync(path.join(root, 'conf/stack/flink'), ['none'], {encoding: 'utf8', env: {...process.env, ...words, [name]: 'yes'}})
    assert.equal(status, 2)
    assert.match(stderr, new RegExp(`^${name} is .* or .*, not yes`))
  }
})
