/** `npm run build`: builds the client, unless nothing it is made of has changed since the last time. */
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { say } from './say.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'client/dist')
const stamp = join(built, '.built-from')
const sources = ['client', 'server/contract', 'vite.config.ts', 'package-lock.json', 'tsconfig.json']

/** Whether `client/dist` is what the sources make. */
export function isClientBuilt(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources()
}

async function buildClient(): Promise<void> {
  const { build } = await import('vite') // a third of a second, and rarely needed
  const state = hashOfSources()
  // Built aside and moved in one step: a running server never serves half a client, nor two builds each other's.
  const aside = join(root, `node_modules/.cache/client-${process.pid}`)
  mkdirSync(dirname(aside), { recursive: true })
  try {
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: aside, emptyOutDir: true },
    })
    writeFileSync(join(aside, '.built-from'), state)
    rmSync(built, { recursive: true, force: true })
    renameSync(aside, built)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesUnder(source))) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  const entries = join(root, path)
  if (!statSync(entries).isDirectory()) return [path]
  return readdirSync(entries)
    .filter((name) => name !== 'dist' && !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (isClientBuilt()) say('The client is built already; nothing in it has changed.')
  else {
    const started = Date.now()
    say('Building the client …')
    await buildClient().catch((error: Error) => {
      say(error.message)
      process.exit(1)
    })
    say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`)
  }
}
