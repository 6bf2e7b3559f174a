'use strict'

// Where a service's files, ports and neighbours are when no container holds it: its mounts become links in a folder of
// its own, the names of services become 127.0.0.1, and ports that several may want become others.

const fs = require('fs')
const path = require('path')

class Place {
  /**
   * @param service of compose.read
   * @param index of several alike
   * @param folder the stack's
   * @param ports service name -> instances -> port in the container -> port here
   */
  constructor (service, index, folder, ports) {
    this.service = service
    this.own = ports.get(service.name)[index]
    this.ports = ports
    this.root = path.join(folder, 'services', `${service.name}-${index + 1}`)
    this.volumes = path.join(folder, 'volumes')
  }

  /** Makes the folder; `render` may change the text of a file that is mounted alone. */
  prepare (render) {
    fs.rmSync(this.root, {recursive: true, force: true})
    fs.mkdirSync(path.join(this.root, 'tmp'), {recursive: true})
    for (const {file, volume, target} of this.service.mounts) {
      const link = path.join(this.root, target)
      fs.mkdirSync(path.dirname(link), {recursive: true})
      if (volume) {
        fs.mkdirSync(path.join(this.volumes, volume), {recursive: true})
        fs.symlinkSync(path.join(this.volumes, volume), link)
      } else if (/\.(ya?ml|json)$/.test(file)) {
        fs.writeFileSync(link, render(file, this.here(fs.readFileSync(file, 'utf8'))))
      } else {
        if (!fs.existsSync(file)) throw new Error(`${file} is missing; bin/stack build makes it`)
        fs.symlinkSync(file, link)
      }
    }
  }

  /** A text of docker-compose.yml, or of a file that it names, as it must read here. */
  here (text) {
    let changed = String(text)
    for (const {target} of [...this.service.mounts].sort((a, b) => b.target.length - a.target.length)) {
      changed = changed.replace(new RegExp(`(?<![\\w./-])${escaped(target)}(?![\\w.-])`, 'g'), path.join(this.root, target))
    }
    // A folder that only holds mounts.
    const parents = new Set(this.service.mounts.map(({target}) => path.dirname(target)).filter(parent => parent !== '/'))
    if (parents.has(changed)) changed = path.join(this.root, changed)
    for (const [name, instances] of this.ports) {
      for (const [inside, port] of instances[0]) {
        changed = changed.replace(new RegExp(`(?<![\\w.-])${escaped(name)}:${inside}(?!\\d)`, 'g'), `127.0.0.1:${port}`)
      }
    }
    for (const [inside, port] of this.own) {
      if (changed === inside) return String(port)
      changed = changed.replace(new RegExp(`(?<![\\d.])(0\\.0\\.0\\.0|127\\.0\\.0\\.1):${inside}(?!\\d)`, 'g'), `127.0.0.1:${port}`)
    }
    return changed === '0.0.0.0' ? '127.0.0.1' : changed
  }

  environment () {
    const own = Object.entries(this.service.environment).map(([name, value]) => [name, this.here(value)])
    return {...Object.fromEntries(own), TMPDIR: path.join(this.root, 'tmp')}
  }
}

function escaped (text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

module.exports = {Place}
