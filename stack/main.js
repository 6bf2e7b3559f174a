'use strict'

// The commands of bin/stack.

const path = require('path')
const {Stack} = require('./local')
const {demonstrate} = require('./alerts')
const {options, only, UsageError} = require('./options')
const {root} = require('./programs')

const INTERRUPTED = 130

const say = text => console.log(text)
const interruption = new AbortController()
const {signal} = interruption

async function main ([command, ...args]) {
  const stack = new Stack(path.resolve(process.env.VENUES_STACK_DIR || path.join(root, 'out/stack')))
  if (['up', 'run', 'alert'].includes(command)) endWell()
  switch (command) {
    case 'up': return up(stack, options(args))
    case 'run': return run(stack, options(args))
    case 'status': return status(stack.load())
    case 'stop': return stack.load().stop(only(args, 'service'), say)
    case 'start': return stack.load().start(only(args, 'service'), say)
    case 'alert': return demonstrate(stack.load(), args.length ? only(args, 'alert') : undefined, {say, signal})
    case 'down': return stack.load().down(say)
    default: throw new UsageError(`there is no command ${command}`)
  }
}

/** Whoever presses Ctrl-C, closes the terminal or reads no further gets what these commands do at their end, once. */
function endWell () {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => interruption.abort())
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
}

async function up (stack, {scale, speed}) {
  if (stack.exists()) {
    if (stack.load().status().some(each => each.state === 'runs')) {
      throw new Error(`a stack is up in ${stack.folder}; bin/stack down ends it`)
    }
    say('There is a stack that nobody ended.')
    await stack.down(say)
  }
  try {
    await stack.up({env: process.env, scale, speed}, say, signal)
  } catch (e) {
    const begun = Object.keys(stack.running).length > 0
    if (begun) say(signal.aborted ? 'Interrupted.' : 'That failed.')
    await stack.down(begun ? say : () => {})
    throw e
  }
  addresses(stack)
}

async function run (stack, all) {
  const end = new Promise(resolve => signal.addEventListener('abort', resolve))
  if (all.untilInputEnds) {
    process.stdin.on('end', () => interruption.abort()).on('error', () => interruption.abort()).resume()
  }
  // A promise alone does not keep Node running.
  const waiting = setInterval(() => {}, 60_000)
  await up(stack, all)
  say('Ctrl-C ends all of it.')
  await end
  clearInterval(waiting)
  // Other commands may have started and stopped services meanwhile.
  await stack.load().down(say)
  process.exit(0)
}

function status (stack) {
  for (const {instance, pid, state, log} of stack.status()) {
    say(`${instance.padEnd(16)} ${String(pid).padStart(8)}  ${state.padEnd(5)}  ${log}`)
  }
  addresses(stack)
}

function addresses (stack) {
  say('')
  say(`Flink          ${stack.url('jobmanager', 8081)}`)
  say(`Kinesis        ${stack.url('kinesis', 4567)}`)
  say(`Prometheus     ${stack.url('prometheus', 9090)}`)
  say(`Alertmanager   ${stack.url('alertmanager', 9093)}`)
  say(`Logs           ${stack.logs}`)
}

main(process.argv.slice(2)).catch(e => {
  const interrupted = signal.aborted && e.name === 'AbortError'
  if (!interrupted) console.error(e.message)
  process.exit(interrupted ? INTERRUPTED : e.exitCode ?? 1)
})
