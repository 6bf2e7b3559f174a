'use strict'

// Processes that outlive the command that started them, each with its children in a group of its own.

const {spawn, spawnSync, execFileSync} = require('child_process')
const fs = require('fs')
const net = require('net')
const {setTimeout: delay} = require('timers/promises')

const STOP_LIMIT_MS = 15_000

/** How the processes that this command started end, by pid. */
const exits = new Map()

/** Starts a command; what comes back fits into JSON and still means this process when its number is used again. */
function start (words, environment, log) {
  const output = fs.openSync(log, 'a')
  try {
    const child = spawn(words[0], words.slice(1), {detached: true, stdio: ['ignore', output, output], env: environment})
    // One that cannot be started has no pid; its log is empty, so this says why.
    child.on('error', e => fs.appendFileSync(log, `${e.message}\n`))
    exits.set(child.pid, new Promise(resolve => child.on('exit', (code, signal) => resolve(code ?? signal))))
    child.unref()
    return {pid: child.pid ?? 0, born: birth(child.pid)}
  } finally {
    fs.closeSync(output)
  }
}

function birth (pid) {
  if (!pid) return ''
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim()
  } catch {
    return ''
  }
}

function isAlive ({pid, born}) {
  if (!pid || !born || birth(pid) !== born) return false
  // One that ended and that nobody has asked after yet is still listed.
  return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], {encoding: 'utf8'}).startsWith('Z')
}

/** The exit code of a process that this command started, or the name of the signal that ended it. */
function exit ({pid}) {
  return exits.get(pid)
}

/** Whether a process or one of its children is there: no number is given anew while it is that of a group. */
function isAnyoneLeft ({pid, born}) {
  if (!pid || (birth(pid) && birth(pid) !== born)) return false
  try {
    return process.kill(-pid, 0)
  } catch (e) {
    if (e.code === 'ESRCH') return false
    throw e
  }
}

/** Asks processes to end, all at once, and kills what does not. */
async function stop (processes) {
  const signal = name => processes.filter(isAnyoneLeft).forEach(({pid}) => {
    try {
      process.kill(-pid, name)
    } catch (e) {
      if (e.code !== 'ESRCH') throw e
    }
  })
  signal('SIGTERM')
  for (const end = Date.now() + STOP_LIMIT_MS; Date.now() < end; await delay(100)) {
    if (!processes.some(isAnyoneLeft)) return
  }
  signal('SIGKILL')
}

/** Runs a command to its end; true if it succeeded. */
function succeeds (words, environment, limitMs) {
  return spawnSync(words[0], words.slice(1), {stdio: 'ignore', env: environment, timeout: limitMs}).status === 0
}

async function freePort () {
  const server = net.createServer()
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const {port} = server.address()
  await new Promise(resolve => server.close(resolve))
  return port
}

async function isFree (port) {
  const server = net.createServer()
  const free = await new Promise(resolve => server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)))
  await new Promise(resolve => server.close(resolve))
  return free
}

module.exports = {start, exit, isAlive, stop, succeeds, freePort, isFree}
