/** Adds the phone's service worker to the client's build, and tells it which files to keep. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const WORKER = 'field-worker.js'
/** Copied as they are, so the build does not list them. */
const publicFiles = ['field.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable.png']
/** Screens that no phone opens. */
const otherScreens = /^assets\/(?!FieldPage)\w+Page-/

export function fieldWorker(): Plugin {
  const client = join(import.meta.dirname, '../client')
  return {
    name: 'field-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(client, 'field/worker.ts'), fileName: WORKER })
    },
    generateBundle: {
      // After index.html, which is part of what is kept.
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER]
        if (worker?.type !== 'chunk') throw new Error(`The build made no ${WORKER}`)
        const built = Object.values(bundle).filter(
          ({ fileName }) => fileName !== WORKER && !otherScreens.test(fileName),
        )
        const hash = createHash('sha256')
        // Other names carry the hash of what is in them.
        for (const file of built)
          hash.update(file.fileName === 'index.html' && file.type === 'asset' ? file.source : file.fileName)
        for (const name of publicFiles) hash.update(readFileSync(join(client, 'public', name)))
        const files = [...built.map(({ fileName }) => fileName), ...publicFiles].map((name) => `/${name}`)
        const told = JSON.stringify({ version: hash.digest('hex').slice(0, 12), files: files.sort() })
        worker.code = worker.code.replaceAll('FIELD_FILES', told)
      },
    },
  }
}
