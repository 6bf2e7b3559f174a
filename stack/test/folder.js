'use strict'

const fs = require('fs')
const os = require('os')
const path = require('path')
const {setTimeout: delay} = require('timers/promises')

/** A folder that is gone after the test, when what uses it has ended. */
function folder (context, end = () => {}) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'stack-'))
  context.after(async () => {
    await end()
    fs.rmSync(made, {recursive: true, force: true})
  })
  return made
}

async function until (what, condition) {
  for (const end = Date.now() + 20_000; Date.now() < end; await delay(20)) {
    if (await condition()) return
  }
  throw new Error(`not within 20 s: ${what}`)
}

module.exports = {folder, until}
