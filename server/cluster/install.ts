/** Gets PostgreSQL with PostGIS where there is none: packages as root, unpacked packages otherwise, or the one command to run. */
import { existsSync } from 'node:fs'
import { installPackages } from './packages.ts'
import { unpackPackages } from './unpack.ts'

export type Installation = {
  /** Folder to unpack into where we may not install. */
  readonly unpacked: string
  /** Major version to get; undefined: 15, or the release's own. */
  readonly version: number | undefined
  readonly say: (words: string) => void
}

export async function installBinaries(installation: Installation): Promise<void> {
  const hasApt = existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb')
  if (!hasApt) throw new Error(missingWords(installation.version))
  if (process.getuid?.() === 0) await installPackages(installation)
  else await unpackPackages(installation)
}

function missingWords(version: number | undefined): string {
  const wanted = `PostgreSQL ${version ?? '15 or newer'} with PostGIS 3.3 or newer`
  return `${wanted} is not installed. Install it with\n    ${commandHere(version)}\nor set DATABASE_URL to a server that has it.`
}

/** The one command for this system. */
function commandHere(version: number | undefined): string {
  if (process.platform === 'darwin') return `brew install postgresql@${version ?? 17} postgis`
  if (existsSync('/usr/bin/dnf')) return 'sudo dnf install postgresql-server postgis'
  if (existsSync('/usr/bin/pacman')) return 'sudo pacman -S postgresql postgis'
  if (existsSync('/usr/bin/zypper')) return 'sudo zypper install postgresql-server postgis'
  if (existsSync('/sbin/apk')) return 'sudo apk add postgresql postgis'
  return 'docker run -d -p 5432:5432 -e POSTGRES_PASSWORD=jianghe postgis/postgis:16-3.4   (DATABASE_URL=postgres://postgres:jianghe@localhost:5432/postgres)'
}
