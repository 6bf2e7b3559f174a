'use strict'

// kinesalite on a free port of the loopback interface; its own command line binds every interface.

require('./lifeline')

const server = require('kinesalite')({createStreamMs: 50, deleteStreamMs: 50, updateStreamMs: 50, shardLimit: 100})

// A client whose request meets Node's close of an idle connection (after 5 s) sees an error that Kinesis never gives.
server.keepAliveTimeout = 0

server.listen(0, '127.0.0.1', () => console.log('listening http %d', server.address().port))
