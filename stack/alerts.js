'use strict'

// Shows an alert fire and be resolved: stops the event producer, starts it again, and prints every change of state.

const {setTimeout: delay} = require('timers/promises')

const ALERT = 'VenuesSilence'
const LIMIT_MS = 15 * 60_000

/** @param signal of an AbortController; the producer is started again however this ends */
async function demonstrate (stack, alert = ALERT, {say, signal, limitMs = LIMIT_MS}) {
  if (stack.env.VENUES_PROMETHEUS === 'off') throw new Error('this stack was started with VENUES_PROMETHEUS=off: no alert would tell anything')
  const begin = Date.now()
  const tell = text => say(`${String(Math.round((Date.now() - begin) / 1_000)).padStart(4)} s  ${text}`)
  let last = ''
  const look = async () => {
    const now = await states(stack, alert)
    const shown = `Prometheus: ${now.prometheus}, Alertmanager: ${now.alertmanager}`
    if (shown !== last) tell(`${alert} ${shown}`)
    last = shown
    return now
  }
  const until = async wanted => {
    for (const end = Date.now() + limitMs; Date.now() < end; await delay(500, undefined, {signal})) {
      if (wanted(await look())) return
    }
    throw new Error(`${alert} did not get there within ${limitMs / 60_000} minutes`)
  }

  if (stack.speed !== 1) tell(`every duration of the rules is divided by ${stack.speed}`)
  await until(now => now.prometheus === 'inactive' && now.alertmanager === 'none')
  try {
    // Other commands may have changed the stack meanwhile, here and below.
    await stack.load().stop('producer', () => {})
    tell('producer stopped')
    await until(now => now.prometheus === 'firing' && now.alertmanager === 'active')
  } finally {
    await stack.load().start('producer', () => {})
    tell('producer started')
  }
  await until(now => now.prometheus === 'inactive' && now.alertmanager === 'none')
  tell(`${alert} is resolved`)
}

async function states (stack, alert) {
  const {data} = await json(stack.url('prometheus', 9090) + '/api/v1/rules?type=alert')
  const rule = data.groups.flatMap(group => group.rules).find(({name}) => name === alert)
  if (!rule) throw new Error(`conf/prometheus/alerts.yml has no alert ${alert}`)
  const sent = await json(stack.url('alertmanager', 9093) + `/api/v2/alerts?filter=alertname%3D${alert}`)
  return {prometheus: rule.state, alertmanager: sent[0]?.status.state ?? 'none'}
}

async function json (url) {
  const response = await fetch(url, {signal: AbortSignal.timeout(10_000)}).catch(e => {
    throw new Error(`${url} does not answer: ${e.cause?.message || e.message}`)
  })
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return response.json()
}

module.exports = {demonstrate}
