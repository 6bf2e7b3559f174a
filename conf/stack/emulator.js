'use strict'

// What a stack that runs for days needs of kinesalite; to be required before that is.
// Records are forgotten when they are old: kinesalite deletes only those of yesterday, and of these what a reader passes.
// Pages in a browser are refused: kinesalite lets every origin read and write.
// MillisBehindLatest is the age of the next record that an answer left unread: kinesalite says 0.

const http = require('http')
const db = require('kinesalite/db')

// The lag that the job may have without loss.
const KEEP_MS = 10 * 60_000
const EVERY_MS = 10_000

const {create} = db
db.create = options => {
  const store = create(options)
  setInterval(() => forget(store, Date.now() - KEEP_MS).catch(console.error), EVERY_MS).unref()
  return store
}

const {createServer} = http
http.createServer = answer => createServer((request, response) => {
  // A browser sends it with every POST, and Kinesis has nothing else.
  if (request.headers.origin === undefined) return answer(request, response)
  request.resume()
  response.writeHead(403).end()
})

/** Deletes the records that arrived before a time, in ms since 1970. */
async function forget (store, time) {
  for await (const {key: stream, value: {Shards}} of store.metaDb.createReadStream()) {
    const records = store.getStreamDb(stream)
    for (let shard = 0; shard < Shards.length; shard++) {
      const old = []
      // In the order of their arrival.
      for await (const {key, value} of records.createReadStream({gte: db.shardIxToHex(shard), lt: db.shardIxToHex(shard + 1)})) {
        if (arrival(value) >= time) break
        old.push({type: 'del', key})
      }
      await records.batch(old)
    }
  }
}

const path = require.resolve('kinesalite/actions/getRecords')
const getRecords = require(path)
require.cache[path].exports = (store, data, done) => getRecords(store, data, (error, answer) => {
  // Of a closed shard that was read to its end there is no more.
  if (error || !answer.NextShardIterator) return done(error, answer)
  getRecords(store, {ShardIterator: answer.NextShardIterator, Limit: 1}, (failure, next) => {
    const unread = next?.Records[0]
    if (unread) answer.MillisBehindLatest = Math.max(1, Math.round(Date.now() - arrival(unread)))
    done(failure, answer)
  })
})

function arrival (record) {
  return record.ApproximateArrivalTimestamp * 1_000
}

module.exports = {forget}
