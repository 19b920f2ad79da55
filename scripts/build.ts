/** `npm run build`: builds the client for browsers and the server for Node, each unless nothing it is made of has changed. */
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
import type { InlineConfig } from 'vite'
import { say } from './say.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

type Build = {
  readonly name: string
  readonly into: string
  readonly sources: readonly string[]
  readonly config: InlineConfig
}

const tools = ['package-lock.json', 'tsconfig.json', 'scripts/build.ts']

const builds: readonly Build[] = [
  {
    name: 'client',
    into: 'client/dist',
    sources: ['client', 'server/contract', 'scripts/fieldWorker.ts', 'vite.config.ts', ...tools],
    config: { configFile: join(root, 'vite.config.ts') },
  },
  {
    // Two files, the server and the process in which it builds chunks, and what both need: read as TypeScript the server takes 80 MB more, and each closure made on the positions' path a name.
    name: 'server',
    into: 'server/dist',
    sources: ['server', ...tools],
    config: {
      configFile: false,
      root,
      build: {
        ssr: true,
        target: 'node20',
        copyPublicDir: false,
        rolldownOptions: {
          input: { main: 'server/main.ts', chunkProcess: 'server/replay/chunkProcess.ts' },
          // All beside each other: from there the project's folder is found.
          output: { chunkFileNames: '[name].js' },
        },
      },
    },
  },
]

/** Whether both are what the sources make. */
export const isBuilt = (): boolean => builds.every(isUpToDate)

const stampOf = ({ into }: Build): string => join(root, into, '.built-from')

const isUpToDate = (build: Build): boolean =>
  existsSync(stampOf(build)) && readFileSync(stampOf(build), 'utf8') === hashOf(build.sources)

async function make(what: Build): Promise<void> {
  const { build } = await import('vite') // a third of a second, and rarely needed
  const state = hashOf(what.sources)
  const into = join(root, what.into)
  // Built aside and moved in one step: a running server never serves half a client, nor two builds each other's.
  const aside = join(root, `node_modules/.cache/${what.name}-${process.pid}`)
  mkdirSync(dirname(aside), { recursive: true })
  try {
    await build({
      ...what.config,
      logLevel: 'warn',
      build: { ...what.config.build, outDir: aside, emptyOutDir: true },
    })
    writeFileSync(join(aside, '.built-from'), state)
    rmSync(into, { recursive: true, force: true })
    renameSync(aside, into)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** A digest of these files and folders of the project, tests left out. */
export function hashOf(sources: readonly string[]): string {
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
  for (const each of builds) {
    if (isUpToDate(each)) {
      say(`The ${each.name} is built already; nothing in it has changed.`)
      continue
    }
    const started = Date.now()
    say(`Building the ${each.name} …`)
    await make(each).catch((error: Error) => {
      say(error.message)
      process.exit(1)
    })
    say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
  }
}
