'use strict'

// The commands of bin/stack.

const path = require('path')
const {Stack} = require('./local')
const {demonstrate} = require('./alerts')
const {options, only, UsageError} = require('./options')
const {root} = require('./programs')

const say = text => console.log(text)

async function main ([command, ...args]) {
  const stack = new Stack(path.resolve(process.env.VENUES_STACK_DIR ?? path.join(root, 'out/stack')))
  switch (command) {
    case 'up': return up(stack, options(args))
    case 'run': return run(stack, options(args))
    case 'status': return status(stack.load())
    case 'stop': return stack.load().stop(only(args, 'service'))
    case 'start': return stack.load().start(only(args, 'service'), say)
    case 'alert': return demonstrate(stack.load(), args[0], say)
    case 'down': return stack.load().down()
    default: throw new UsageError(`there is no command ${command}`)
  }
}

async function up (stack, {scale, speed}) {
  if (stack.exists() && stack.load().status().some(each => each.alive)) {
    throw new Error(`a stack is up in ${stack.folder}; bin/stack down ends it`)
  }
  try {
    await stack.up({env: process.env, scale, speed}, say)
  } catch (e) {
    await stack.down()
    throw e
  }
  say(`Flink          ${stack.url('jobmanager', 8081)}`)
  say(`Kinesis        ${stack.url('kinesis', 4567)}`)
  say(`Prometheus     ${stack.url('prometheus', 9090)}`)
  say(`Alertmanager   ${stack.url('alertmanager', 9093)}`)
  say(`Logs           ${path.join(stack.folder, 'logs')}`)
}

async function run (stack, all) {
  const end = new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve)
    if (all.untilInputEnds) process.stdin.on('end', resolve).on('error', resolve).resume()
  })
  // A promise alone does not keep Node running.
  const waiting = setInterval(() => {}, 60_000)
  await Promise.race([up(stack, all), end])
  await end
  clearInterval(waiting)
  // Other commands may have started and stopped services meanwhile.
  await stack.load().down()
  process.exit(0)
}

function status (stack) {
  for (const {instance, pid, alive, log} of stack.status()) {
    say(`${instance.padEnd(16)} ${String(pid).padStart(8)}  ${alive ? 'runs ' : 'ended'}  ${log}`)
  }
}

main(process.argv.slice(2)).catch(e => {
  console.error(e.message)
  process.exit(e.exitCode ?? 1)
})
