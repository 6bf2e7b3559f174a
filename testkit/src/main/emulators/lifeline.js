'use strict'

// Ends this process with the one that holds the other end of its standard input, however that one ends.

// Taken now, since kinesis-local replaces it with one that waits.
const exit = process.exit.bind(process, 0)

process.stdin.on('end', exit)
process.stdin.on('error', exit)
process.stdin.resume()
