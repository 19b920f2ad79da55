/** Finds an installed PostgreSQL that has PostGIS: Debian, Red Hat, Arch, Homebrew, Postgres.app, or our own unpacked one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ending } from './run.ts'

export type Binaries = {
  /** Folder of `postgres`, `initdb` and `pg_isready`. */
  readonly bin: string
  /** Major version: 15, 16, … */
  readonly version: number
  /** What the programs need beside the usual: library and data paths of an unpacked copy. */
  readonly env: Readonly<Record<string, string>>
}

export const oldestPostgres = 15
export const oldestPostgis: readonly [number, number] = [3, 3]

/** The newest usable installation, or the one of `version` where a cluster already has a version. */
export async function findBinaries(unpacked: string, version?: number): Promise<Binaries | undefined> {
  const found: Binaries[] = []
  for (const bin of await candidateFolders()) {
    const binaries = await examine(bin, {})
    if (binaries) found.push(binaries)
  }
  for (const bin of numbered(join(unpacked, 'usr/lib/postgresql'), 'bin')) {
    const binaries = await examine(bin, unpackedEnvironment(unpacked))
    if (binaries) found.push(binaries)
  }
  return found.find((binaries) => version === undefined || binaries.version === version)
}

async function candidateFolders(): Promise<string[]> {
  const configured = await ending('pg_config', ['--bindir'])
  return [
    ...numbered('/usr/lib/postgresql', 'bin'),
    ...(configured.code === 0 ? [configured.output.trim()] : []),
    ...siblings('/usr', /^pgsql-\d+$/, 'bin'),
    ...siblings('/usr/libexec', /^postgresql\d+$/, ''),
    ...siblings('/opt/homebrew/opt', /^postgresql@\d+$/, 'bin'),
    ...siblings('/usr/local/opt', /^postgresql@\d+$/, 'bin'),
    ...numbered('/Applications/Postgres.app/Contents/Versions', 'bin'),
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/usr/bin',
  ]
}

/** `folder/<number>/inner`, highest number first. */
function numbered(folder: string, inner: string): string[] {
  return siblings(folder, /^\d+$/, inner)
}

function siblings(folder: string, name: RegExp, inner: string): string[] {
  if (!existsSync(folder)) return []
  const number = (entry: string) => Number(/\d+$/.exec(entry)?.[0] ?? 0)
  const names = readdirSync(folder).filter((entry) => name.test(entry))
  return names.sort((a, b) => number(b) - number(a)).map((entry) => join(folder, entry, inner))
}

async function examine(bin: string, env: Readonly<Record<string, string>>): Promise<Binaries | undefined> {
  if (!['postgres', 'initdb', 'pg_isready'].every((name) => existsSync(join(bin, name)))) return undefined
  const told = await ending(join(bin, 'postgres'), ['--version'], { env: { ...process.env, ...env } })
  const version = Number(/\) (\d+)/.exec(told.output)?.[1] ?? 0)
  if (told.code !== 0 || version < oldestPostgres) return undefined
  return (await hasPostgis(bin, version)) ? { bin, version, env } : undefined
}

async function hasPostgis(bin: string, version: number): Promise<boolean> {
  const told = await ending(join(bin, 'pg_config'), ['--sharedir'])
  const shares = [
    ...(told.code === 0 ? [told.output.trim()] : []),
    join(bin, '../../../../share/postgresql', String(version)), // Debian's layout, installed or unpacked
    join(bin, '../share/postgresql'),
    join(bin, '../share'),
  ]
  const control = shares
    .map((share) => join(share, 'extension/postgis.control'))
    .find((path) => existsSync(path))
  return (
    control !== undefined &&
    isPostgisEnough(/default_version = '([^']+)'/.exec(readFileSync(control, 'utf8'))?.[1])
  )
}

/** Whether a version such as `3.3.2` is one this program can use. */
export function isPostgisEnough(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map((part) => Number.parseInt(part, 10))
  const [wantedMajor, wantedMinor] = oldestPostgis
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** Packages outside their usual place find neither their libraries nor the tables of PROJ and GDAL by themselves. */
function unpackedEnvironment(root: string): Record<string, string> {
  const folders = ['usr/lib', 'lib'].flatMap((folder) => libraryFolders(join(root, folder)))
  return {
    LD_LIBRARY_PATH: folders.join(':'),
    PROJ_DATA: join(root, 'usr/share/proj'),
    PROJ_LIB: join(root, 'usr/share/proj'),
    GDAL_DATA: join(root, 'usr/share/gdal'),
  }
}

// Two levels: blas and lapack, which GDAL wants, lie in folders of their own below the machine's one.
function libraryFolders(folder: string, depth = 2): string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true })
  const inner = entries.filter((entry) => entry.isDirectory() && entry.name !== 'postgresql')
  const deeper =
    depth === 0 ? [] : inner.flatMap((entry) => libraryFolders(join(folder, entry.name), depth - 1))
  return entries.some((entry) => /\.so(\.|$)/.test(entry.name)) ? [folder, ...deeper] : deeper
}
