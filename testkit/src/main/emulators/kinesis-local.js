'use strict'

// kinesis-local on two free ports of the loopback interface. It binds every interface and cannot say which port it
// got, so both are settled where Node opens a server: the ports it is told are names only. Its certificate lies
// beside its code, not in the working folder.

require('./lifeline')

const net = require('net')

const protocols = {1: 'https', 2: 'http'}

process.env.KINESIS_MOCK_TLS_PORT = '1'
process.env.KINESIS_MOCK_PLAIN_PORT = '2'
process.env.KINESIS_MOCK_CERT_PATH = require.resolve('kinesis-local/server.json')

const listen = net.Server.prototype.listen

net.Server.prototype.listen = function (name, ...rest) {
  this.once('listening', () => console.log('listening %s %d', protocols[name], this.address().port))
  return listen.call(this, 0, '127.0.0.1', rest.at(-1))
}

require('kinesis-local')
