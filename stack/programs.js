'use strict'

// The program that an image runs, on this machine.

const path = require('path')

const root = path.resolve(__dirname, '..')

const PROGRAMS = {
  flink: () => ({
    words: [],
    environment: {
      FLINK_LIB: path.join(root, 'jobs/target/flink-home/lib'),
      FLINK_PLUGINS_DIR: path.join(root, 'jobs/target/flink-home/plugins'),
      METRICS_HOST: '127.0.0.1'
    }
  }),
  node: () => ({words: []}),
  'wiremock/wiremock': () => ({words: [], environment: {WIREMOCK_JAR: path.join(root, 'workbench/target/venues-local.jar')}}),
  'prom/prometheus': () => ({words: ['prometheus']}),
  'prom/alertmanager': () => ({words: ['prometheus-alertmanager']})
}

/** The program of a service; null for one that is run in containers only. */
function program (service) {
  return PROGRAMS[service.image.split(':')[0]]?.() ?? null
}

module.exports = {program, root}
