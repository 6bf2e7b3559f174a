'use strict'

const test = require('node:test')
const assert = require('node:assert')
const {promisify} = require('util')
const {forget} = require('../../conf/stack/emulator')
const kinesalite = require('kinesalite')
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

test('should refuse what a page in a browser sends', async () => {
  const server = kinesalite()
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const headers = {
    'Content-Type': 'application/x-amz-json-1.1',
    'X-Amz-Target': 'Kinesis_20131202.ListStreams',
    'X-Amz-Date': '20260101T000000Z',
    Authorization: 'AWS4-HMAC-SHA256 Credential=any, SignedHeaders=host, Signature=0'
  }
  const status = async (method, more) => (await fetch(`http://127.0.0.1:${server.address().port}/`,
    {method, headers: {...headers, ...more}, body: method === 'POST' ? '{}' : undefined})).status
  try {
    assert.equal(await status('POST', {}), 200)
    assert.equal(await status('POST', {Origin: 'http://evil.example'}), 403)
    assert.equal(await status('POST', {Origin: 'null'}), 403)
    assert.equal(await status('OPTIONS', {Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST'}), 403)
  } finally {
    server.closeAllConnections()
    await promisify(server.close)()
  }
})
