'use strict'

// The stack's Kinesis: an emulator with the streams of STREAMS=name:shards,… and a client that is good enough for it.
//   node kinesis.js           runs EMULATOR on LISTEN_PORT
//   node kinesis.js healthy   fails unless that has all its streams

const {setTimeout: delay} = require('timers/promises')

/** Calls an operation; an error has the answer of Kinesis. */
async function call (url, operation, parameters) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'Kinesis_20131202.' + operation,
      'X-Amz-Date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
      // An emulator looks at the form only.
      Authorization: `AWS4-HMAC-SHA256 Credential=stack/20000101/${process.env.AWS_REGION}/kinesis/aws4_request, ` +
        'SignedHeaders=host;x-amz-date, Signature=0'
    },
    body: JSON.stringify(parameters),
    signal: AbortSignal.timeout(10_000)
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${text}`)
  return text ? JSON.parse(text) : {}
}

async function main () {
  const url = `http://127.0.0.1:${process.env.LISTEN_PORT}`
  const streams = process.env.STREAMS.split(',').map(stream => stream.split(':'))
  const names = async () => (await call(url, 'ListStreams', {})).StreamNames
  if (process.argv[2] === 'healthy') {
    const there = await names()
    process.exit(streams.every(([name]) => there.includes(name)) ? 0 : 1)
  }
  require('./emulator')
  require(process.env.EMULATOR)
  while (!await names().catch(() => null)) await delay(50)
  for (const [name, shards] of streams) {
    await call(url, 'CreateStream', {StreamName: name, ShardCount: Number(shards)})
  }
}

module.exports = {call}

if (require.main === module) {
  main().catch(e => {
    console.error(e.message)
    process.exit(1)
  })
}
