'use strict'

// kinesalite on a free port of the loopback interface; its own command line binds every interface. With LISTEN_PORT it
// is a service of the stack instead (conf/stack/kinesis.js), on that port of LISTEN_HOST.

if (!process.env.LISTEN_PORT) require('./lifeline')

// Kinesis takes a partition key of 256 characters, kinesalite one of 256 UTF-16 units; an emoji is two of these.
require('kinesalite/validations/putRecords').types.Records.children.children.PartitionKey.lengthLessThanOrEqual = 512

// Kinesalite does not answer at all where a shard has no record since the timestamp, and takes seconds only, where
// version 1 of the AWS SDK writes milliseconds.
const db = require('kinesalite/db')
const path = require.resolve('kinesalite/actions/getShardIterator')
const getShardIterator = require(path)
require.cache[path].exports = (store, data, cb) => {
  if (data.ShardIteratorType !== 'AT_TIMESTAMP') return getShardIterator(store, data, cb)
  const seconds = data.Timestamp > 1e11 ? data.Timestamp / 1000 : data.Timestamp
  const shard = db.shardIxToHex(db.resolveShardId(data.ShardId).shardIx)
  db.lazy(store.getStreamDb(data.StreamName).createReadStream({gt: shard, lt: shard + '0'}), cb)
    .filter(item => item.value.ApproximateArrivalTimestamp >= seconds)
    .join(since => getShardIterator(store, since.length || seconds * 1000 > Date.now()
      ? {...data, Timestamp: seconds}
      : {...data, Timestamp: undefined, ShardIteratorType: 'LATEST'}, cb))
}

const server = require('kinesalite')({createStreamMs: 50, deleteStreamMs: 50, updateStreamMs: 50, shardLimit: 100})

// A client whose request meets Node's close of an idle connection (after 5 s) sees an error that Kinesis never gives.
server.keepAliveTimeout = 0

server.listen(Number(process.env.LISTEN_PORT || 0), process.env.LISTEN_HOST || '127.0.0.1',
  () => console.log('listening http %d', server.address().port))
