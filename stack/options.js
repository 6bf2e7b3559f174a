'use strict'

// The words behind a command of bin/stack. Run as a program it only looks whether it understands them, and needs nothing
// that is built.

// All others have a port that is published, or end.
const SCALABLE = ['taskmanager', 'producer']

class UsageError extends Error {
  constructor (text) {
    super(`${text}; see bin/stack help`)
    this.exitCode = 2
  }
}

/** What up and run are told. */
function options (args) {
  const chosen = {scale: {}, speed: 1, untilInputEnds: false}
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--until-input-ends') chosen.untilInputEnds = true
    else if (args[i] === '--scale') Object.assign(chosen.scale, scale(args[++i]))
    else if (args[i] === '--speed-up') chosen.speed = speed(args[++i])
    else throw new UsageError(`there is no option ${args[i]}`)
  }
  return chosen
}

function scale (text = '') {
  const [, name, number] = text.match(/^(.+)=([1-9]\d?)$/) ?? []
  if (!name) throw new UsageError('--scale is followed by SERVICE=N, with 1 to 99 for N')
  if (!SCALABLE.includes(name)) throw new UsageError(`--scale knows ${SCALABLE.join(' and ')}, not ${name}`)
  return {[name]: Number(number)}
}

function speed (text) {
  if (!(Number(text) >= 1)) throw new UsageError('--speed-up is followed by a number, 1 or more')
  return Number(text)
}

/** The name of a service, or of an alert, if that is all. */
function only (args, what) {
  if (args.length !== 1) throw new UsageError(`name one ${what}`)
  return args[0]
}

module.exports = {options, only, UsageError, SCALABLE}

if (require.main === module) {
  try {
    options(process.argv.slice(2))
  } catch (e) {
    console.error(e.message)
    process.exit(e.exitCode ?? 1)
  }
}
