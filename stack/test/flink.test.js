'use strict'

// What conf/stack/flink starts, told by a java that only notes its words and what Prometheus is told meanwhile.

const test = require('node:test')
const assert = require('node:assert')
const fs = require('fs')
const path = require('path')
const {spawnSync} = require('child_process')
const {root} = require('../programs')
const {folder} = require('./folder')

function started (context, switches, role = 'taskmanager') {
  const made = folder(context)
  const at = name => path.join(made, name)
  fs.mkdirSync(at('targets'))
  fs.writeFileSync(at('java'), '#!/bin/sh\nprintf "%s\\n" "$@"\ncat "$PROMETHEUS_TARGETS"/*.json 2>/dev/null\nexit 7\n', {mode: 0o755})
  const {status, stdout, stderr} = spawnSync(path.join(root, 'conf/stack/flink'), [role], {
    encoding: 'utf8',
    env: {
      PATH: `${made}:${process.env.PATH}`, HOSTNAME: 'host', BIND_HOST: '127.0.0.1', FLINK_CONF_DIR: at('conf'),
      METRICS_HOST: '127.0.0.1', METRICS_PORT: '9249', PROMETHEUS_TARGETS: at('targets'), TASKMANAGER_RPC_PORT: '0',
      JOBMANAGER_RPC: '127.0.0.1:1', JOBMANAGER_REST: '127.0.0.1:2', CHECKPOINTS: at('checkpoints'), DIAGNOSTICS: at('diagnostics'), FLINK_LIB: '/lib', SAME_ORIGIN_JAR: '/same-origin.jar',
      VENUES_PROMETHEUS: 'on', VENUES_LOG: 'text', VENUES_FLIGHT_RECORDER: 'off', VENUES_HEAP_DUMP: 'off', ...switches
    }
  })
  return {status, stderr, words: stdout.split('\n'), left: fs.readdirSync(at('targets'))}
}

const some = (run, pattern) => run.words.some(word => pattern.test(word))

test('should give a heap dump the name of its process and a time', async context => {
  assert.ok(some(started(context, {VENUES_HEAP_DUMP: 'on'}), /^-XX:\+HeapDumpOnOutOfMemoryError$/))
  assert.ok(some(started(context, {VENUES_HEAP_DUMP: 'on'}), /^-XX:HeapDumpPath=.*diagnostics\/taskmanager-host-9249-\d{8}T\d{6}Z\.hprof$/))
  assert.ok(!some(started(context, {VENUES_HEAP_DUMP: 'off'}), /HeapDump/))
})

test('should end without memory, with a dump or without', async context => {
  for (const VENUES_HEAP_DUMP of ['on', 'off']) {
    assert.ok(some(started(context, {VENUES_HEAP_DUMP}), /^-XX:\+ExitOnOutOfMemoryError$/))
  }
})

test('should record where it is to', async context => {
  assert.ok(some(started(context, {VENUES_FLIGHT_RECORDER: 'on'}), /^-XX:StartFlightRecording=.*filename=.*diagnostics\/taskmanager-host-9249\.jfr$/))
  assert.ok(!some(started(context, {VENUES_FLIGHT_RECORDER: 'off'}), /FlightRecording/))
})

test('should tell Prometheus while the process is there, and only if it is to read', async context => {
  const on = started(context, {VENUES_PROMETHEUS: 'on'})
  assert.ok(some(on, /^\[\{"targets":\["127\.0\.0\.1:9249"\]\}\]$/))
  assert.ok(some(on, /^-Dmetrics\.reporters=prom$/))
  assert.deepEqual(on.left, [])
  const off = started(context, {VENUES_PROMETHEUS: 'off'})
  assert.ok(!some(off, /targets|metrics\.reporter/))
})

test('should refuse foreign pages where the web UI is', async context => {
  assert.ok(some(started(context, {}, 'jobmanager'), /^\/lib\/\*:\/same-origin\.jar$/))
  assert.ok(some(started(context, {}), /^\/lib\/\*$/))
})

test('should end with the exit code of the process', async context => {
  assert.equal(started(context, {}).status, 7)
})

test('should refuse another word than on and off', async context => {
  const run = started(context, {VENUES_HEAP_DUMP: 'yes'})
  assert.equal(run.status, 2)
  assert.match(run.stderr, /VENUES_HEAP_DUMP is on or off, not yes/)
})
