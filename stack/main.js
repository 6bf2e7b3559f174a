'use strict'

// The commands of bin/stack.

const path = require('path')
const {Stack} = require('./local')
const {demonstrate} = require('./alerts')
const {root} = require('./programs')

const HELP = `Starts what docker-compose.yml describes, without containers and without Grafana.

bin/stack up [OPTION]...     start everything and submit the job; it goes on when this ends
bin/stack run [OPTION]...    the same until Ctrl-C, then down
bin/stack status             which processes there are, and where
bin/stack stop SERVICE       stop one service: producer, taskmanager, geo-api, …
bin/stack start SERVICE      start it again
bin/stack alert [NAME]       stop the producer until the alert fires, start it until that is resolved (5 to 6 minutes)
bin/stack down               end everything
bin/stack build              build what is started, and what docker-compose mounts

  --scale SERVICE=N          N instances, of taskmanager for example
  --speed-up N               every duration of the alert rules divided by N: for looking on, not for trusting
  --until-input-ends         run: stop when standard input ends, too

VENUES_PROMETHEUS, VENUES_FLIGHT_RECORDER, VENUES_HEAP_DUMP   on or off
VENUES_LOG                   text or json
VENUES_PRODUCER_RATE         events per second (50)
VENUES_FLINK_PORT, VENUES_KINESIS_PORT, VENUES_GEO_API_PORT, VENUES_PROMETHEUS_PORT, VENUES_ALERTMANAGER_PORT
                             8081, 4567, 8080, 9090, 9093; 0 for a free one
VENUES_STACK_DIR             where logs, recordings and what else it needs go (out/stack)`

const say = text => console.log(text)

async function main ([command = 'help', ...args]) {
  const stack = new Stack(path.resolve(process.env.VENUES_STACK_DIR ?? path.join(root, 'out/stack')))
  switch (command) {
    case 'up': return up(stack, options(args))
    case 'run': return run(stack, options(args))
    case 'status': return status(stack.load())
    case 'stop': return stack.load().stop(only(args))
    case 'start': return stack.load().start(only(args), say)
    case 'alert': return demonstrate(stack.load(), args[0], say)
    case 'down': return stack.load().down()
    case 'help': return say(HELP)
    default: throw new Error(`there is no command ${command}; see bin/stack help`)
  }
}

async function up (stack, {scale, speed}) {
  if (stack.exists() && stack.load().status().some(each => each.alive)) {
    throw new Error(`a stack is up in ${stack.folder}; bin/stack down ends it`)
  }
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('VENUES_')))
  try {
    await stack.up({env, scale, speed}, say)
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

function options (args) {
  const chosen = {scale: {}, speed: 1, untilInputEnds: false}
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--until-input-ends') chosen.untilInputEnds = true
    else if (args[i] === '--scale' && /^[\w-]+=[1-9]\d?$/.test(args[i + 1])) chosen.scale[args[i + 1].split('=')[0]] = Number(args[++i].split('=')[1])
    else if (args[i] === '--speed-up' && Number(args[i + 1]) >= 1) chosen.speed = Number(args[++i])
    else throw new Error(`${args[i]} is no option, or its value is none; see bin/stack help`)
  }
  return chosen
}

function only (args) {
  if (args.length !== 1) throw new Error('name one service; see bin/stack help')
  return args[0]
}

main(process.argv.slice(2)).catch(e => {
  console.error(e.message)
  process.exit(1)
})
