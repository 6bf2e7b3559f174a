'use strict'

const test = require('node:test')
const assert = require('node:assert')
const {promisify} = require('util')
const {forget} = require('../../conf/stack/emulator')
const db = require('kinesalite/db')

const action = name => promisify(require('kinesalite/actions/' + name))
const [createStream, putRecords, getShardIterator, getRecords] =
  ['createStream', 'putRecords', 'getShardIterator', 'getRecords'].map(action)

const StreamName = 'events'

async function stream () {
  const store = db.create({createStreamMs: 0})
  await createStream(store, {StreamName, ShardCount: 2})
  while ((await promisify(store.getStream)(StreamName)).StreamStatus !== 'ACTIVE') await new Promise(setImmediate)
  return store
}

const put = (store, count) => putRecords(store, {
  StreamName,
  Records: Array.from({length: count}, (_, i) => ({PartitionKey: String(i), ExplicitHashKey: '0', Data: 'e30='}))
})

async function iterator (store) {
  return (await getShardIterator(store, {StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON'})).ShardIterator
}

test('should forget what arrived before a time and nothing else', async () => {
  const store = await stream()
  await put(store, 20)
  const old = await iterator(store)

  await forget(store, Date.now() - 60_000)
  assert.equal((await getRecords(store, {ShardIterator: old})).Records.length, 20)

  await forget(store, Date.now() + 60_000)
  await put(store, 3)
  assert.equal((await getRecords(store, {ShardIterator: old})).Records.length, 3)
  assert.equal((await getRecords(store, {ShardIterator: await iterator(store)})).Records.length, 3)
})

test('should say how far a reader is behind', async () => {
  const store = await stream()
  const now = Date.now
  try {
    await put(store, 5)
    Date.now = () => now() + 30_000

    const some = await getRecords(store, {ShardIterator: await iterator(store), Limit: 4})
    const rest = await getRecords(store, {ShardIterator: some.NextShardIterator, Limit: 4})

    assert.equal(some.Records.length, 4)
    assert.ok(some.MillisBehindLatest >= 30_000 && some.MillisBehindLatest < 60_000, String(some.MillisBehindLatest))
    assert.equal(rest.Records.length, 1)
    assert.equal(rest.MillisBehindLatest, 0)
  } finally {
    Date.now = now
  }
})
