'use strict'

// Writes the bundled sample events to a Kinesis stream, over and over, at a steady rate, and says each 10 s how many.
//   node producer.js           until it is stopped
//   node producer.js healthy   fails unless one that runs has written within the last 15 s

const fs = require('fs')
const os = require('os')
const path = require('path')
const {call} = require('./kinesis')

const alive = path.join(os.tmpdir(), 'producer.alive')
const {KINESIS_URL, STREAM, EVENTS} = process.env
const perSecond = Number(process.env.PRODUCER_RATE)

async function put (lines) {
  const records = lines.map(line => ({
    Data: Buffer.from(line).toString('base64'),
    PartitionKey: partitionKey(line)
  }))
  const answer = await call(KINESIS_URL, 'PutRecords', {StreamName: STREAM, Records: records})
  // What Kinesis turned down goes again with the next second's.
  return lines.filter((line, i) => answer.Records[i].ErrorCode)
}

// A few of the samples are no JSON.
function partitionKey (line) {
  try {
    return String(JSON.parse(line).id ?? 'none')
  } catch {
    return 'none'
  }
}

async function run () {
  if (!(perSecond >= 1 && perSecond <= 400)) throw new Error(`PRODUCER_RATE is 1 to 400 events/s, not ${process.env.PRODUCER_RATE}`)
  const events = fs.readFileSync(EVENTS, 'utf8').split('\n').filter(line => line)
  let next = 0
  let written = 0
  let refused = []
  setInterval(() => console.log('%s %d events written to %s', new Date().toISOString(), written, STREAM), 10_000)
  for (let due = Date.now(); ; due += 1_000) {
    const batch = [...refused]
    while (batch.length < perSecond) batch.push(events[next++ % events.length])
    try {
      refused = await put(batch)
      written += batch.length - refused.length
      fs.writeFileSync(alive, '')
    } catch (e) {
      console.error('%s %s', new Date().toISOString(), e.cause ?? e)
      refused = batch
    }
    await new Promise(resolve => setTimeout(resolve, Math.max(0, due + 1_000 - Date.now())))
  }
}

if (process.argv[2] === 'healthy') {
  process.exit(Date.now() - fs.statSync(alive).mtimeMs < 15_000 ? 0 : 1)
}
run().catch(e => {
  console.error(e.message)
  process.exit(1)
})
