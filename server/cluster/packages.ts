/** Debian and Ubuntu as root: installs the PostGIS package without letting it make a system cluster. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { oldestPostgres } from './binaries.ts'
import type { Installation } from './install.ts'
import { ending, run } from './run.ts'

const quietly = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

export async function installPackages({ version, say }: Installation): Promise<void> {
  let name = await packageName(version)
  if (!name) {
    say('database: reading the list of packages (apt-get update)')
    await run('apt-get', ['update'], { env: quietly, onLine: progress(say) })
    name = await packageName(version)
  }
  if (!name) throw new Error(noPackageWords(version))
  say(`database: installing ${name} (about 500 MB on disk)`)
  await withoutSystemCluster(() => install(name, say))
}

/** The name to install: of the wanted version, else 15, else the newest the release has. */
export async function packageName(
  version?: number,
  options: readonly string[] = [],
): Promise<string | undefined> {
  const { output } = await ending('apt-cache', [
    ...options,
    'search',
    '--names-only',
    '^postgresql-[0-9]+-postgis-3$',
  ])
  const versions = [...output.matchAll(/^postgresql-(\d+)-postgis-3 /gm)].map((match) => Number(match[1]))
  const usable = versions.filter((found) => found >= oldestPostgres).sort((a, b) => b - a)
  const wanted = version ?? (usable.includes(oldestPostgres) ? oldestPostgres : usable[0])
  return wanted && usable.includes(wanted) ? `postgresql-${wanted}-postgis-3` : undefined
}

export function noPackageWords(version: number | undefined): string {
  return `This release has no package postgresql-${version ?? '15 (or newer)'}-postgis-3. Set DATABASE_URL to a server with PostgreSQL 15 and PostGIS 3.3 or newer.`
}

/** Every third line apt prints is news to a person. */
export function progress(say: (words: string) => void): (line: string) => void {
  return (line) => {
    if (/^(Get:|Fetched|Unpacking|Setting up)/.test(line)) say(`  ${line}`)
  }
}

async function install(name: string, say: (words: string) => void): Promise<void> {
  const asked = ['install', '-y', '--no-install-recommends', name]
  const first = await ending('apt-get', asked, { env: quietly, onLine: progress(say) })
  if (first.code === 0) return
  // An old list names versions the mirror has dropped: read it anew and try once more.
  say('database: reading the list of packages again (apt-get update)')
  await run('apt-get', ['update'], { env: quietly })
  await run('apt-get', asked, { env: quietly, onLine: progress(say) })
}

/** The setting goes away again: whoever later installs PostgreSQL for themselves gets their cluster as usual. */
async function withoutSystemCluster(work: () => Promise<void>): Promise<void> {
  const file = '/etc/postgresql-common/createcluster.d/jianghe-console.conf'
  const wasThere = existsSync(file)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'create_main_cluster = false\n')
  try {
    await work()
  } finally {
    if (!wasThere) rmSync(file, { force: true })
  }
}
