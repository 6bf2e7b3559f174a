'use strict'

// Processes that outlive the command that started them, each with its children in a group of its own.

const {spawn, spawnSync} = require('child_process')
const fs = require('fs')
const net = require('net')
const {once} = require('events')
const {setTimeout: delay} = require('timers/promises')

const STOP_LIMIT_MS = 15_000
const KILL_LIMIT_MS = 5_000

const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

/** What this command started, by pid: the child, and how it ends. */
const children = new Map()

/** Starts a command; what comes back fits into JSON and still means this process when its number is used again. */
async function start (words, environment, log) {
  const output = fs.openSync(log, 'a')
  try {
    const child = spawn(words[0], words.slice(1), {detached: true, stdio: ['ignore', output, output], env: environment})
    const exit = new Promise(resolve => child.on('exit', (code, signal) => resolve(code ?? signal)))
    children.set(child.pid, {child, exit})
    await once(child, 'spawn')
    child.unref()
    return {pid: child.pid, born: look(child.pid)?.born ?? ''}
  } finally {
    fs.closeSync(output)
  }
}

/** What /proc says of a process; its birth is the same in every time zone. Null if it is gone. */
function look (pid) {
  try {
    // Behind the name, which may hold anything.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return {alive: !['Z', 'X'].includes(fields[0]), group: Number(fields[2]), born: `${boot} ${fields[19]}`}
  } catch (e) {
    if (e.code === 'ENOENT' || e.code === 'ESRCH') return null
    throw e
  }
}

function isAlive ({pid, born}) {
  const seen = look(pid)
  return seen !== null && seen.alive && seen.born === born
}

/** The exit code of a process that this command started, or the name of the signal that ended it. */
function exit ({pid}) {
  const {child, exit} = children.get(pid)
  // Else Node may end before it.
  child.ref()
  return exit
}

/** Those of which the process or one of its children is there: no number is given anew while it is that of a group. */
function left (processes) {
  const groups = new Set(fs.readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(look)
    .filter(seen => seen?.alive).map(({group}) => group))
  return processes.filter(({pid, born}) => {
    const another = look(pid)
    return groups.has(pid) && born.startsWith(boot) && (!another || another.born === born)
  })
}

/** Asks processes to end, all at once, and kills what does not. */
async function stop (processes) {
  for (const [signal, limitMs] of [['SIGTERM', STOP_LIMIT_MS], ['SIGKILL', KILL_LIMIT_MS]]) {
    for (const {pid} of left(processes)) {
      try {
        process.kill(-pid, signal)
      } catch (e) {
        if (e.code !== 'ESRCH') throw e
      }
    }
    for (const end = Date.now() + limitMs; Date.now() < end; await delay(100)) {
      if (left(processes).length === 0) return
    }
  }
  throw new Error(`cannot be ended: ${left(processes).map(({pid}) => pid).join(', ')}`)
}

/** Runs a command to its end; true if it succeeded. */
function succeeds (words, environment, limitMs) {
  return spawnSync(words[0], words.slice(1), {stdio: 'ignore', env: environment, timeout: limitMs}).status === 0
}

// Below what systems give to outgoing connections, one of which would take the port before its server does.
const LOWEST_PORT = 10_000
const BEYOND = 32_768
let candidate = LOWEST_PORT + Math.floor(Math.random() * (BEYOND - LOWEST_PORT))

/** A port that nobody listens on, and another one with every call. */
async function freePort () {
  for (let tries = BEYOND - LOWEST_PORT; tries > 0; tries--) {
    candidate = candidate + 1 < BEYOND ? candidate + 1 : LOWEST_PORT
    if (await isFree(candidate)) return candidate
  }
  throw new Error(`no port is free from ${LOWEST_PORT} on`)
}

async function isFree (port) {
  const server = net.createServer()
  const free = await new Promise(resolve => server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)))
  await new Promise(resolve => server.close(resolve))
  return free
}

module.exports = {start, exit, isAlive, left, stop, succeeds, freePort, isFree}
