/** Debian and Ubuntu without root: downloads the same packages and unpacks them into a folder of our own. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Installation } from './install.ts'
import { noPackageWords, packageName, progress } from './packages.ts'
import { ending, run } from './run.ts'

// libc must be the one its loader belongs to; the others serve Debian's own cluster management and the
// just-in-time compiler, which we switch off: a third of the download.
const unneeded =
  /^(libc6|libc-bin|libllvm|libz3|perl|libperl|libjson-perl|postgresql-common|postgresql-client-common|ssl-cert|ucf|adduser|debconf|openssl|init-system-helpers|sysvinit-utils|lsb-base|netbase|sensible-utils)/

/** Unpacks beside the folder and renames: a broken download, or two at once, never leave half an installation. */
export async function unpackPackages({ unpacked, version, say }: Installation): Promise<void> {
  const unfinished = `${unpacked}.unfinished.${process.pid}`
  const downloads = join(unfinished, 'downloads')
  mkdirSync(downloads, { recursive: true })
  await download({ downloads, lists: join(unfinished, 'lists'), version, say })
  say('database: unpacking')
  for (const file of readdirSync(downloads)) {
    await run('dpkg-deb', ['--extract', join(downloads, file), unfinished])
  }
  rmSync(downloads, { recursive: true })
  rmSync(join(unfinished, 'lists'), { recursive: true, force: true })
  nameControlFiles(unfinished)
  rmSync(unpacked, { recursive: true, force: true })
  renameSync(unfinished, unpacked)
}

/** Installing links `postgis.control` to the version's `postgis-3.control`; mere unpacking does not. */
function nameControlFiles(root: string): void {
  for (const version of readdirSync(join(root, 'usr/share/postgresql'))) {
    const folder = join(root, 'usr/share/postgresql', version, 'extension')
    const names = existsSync(folder) ? readdirSync(folder) : []
    for (const name of names.filter((each) => each.endsWith('-3.control'))) {
      const plain = name.replace('-3.control', '.control')
      if (!names.includes(plain)) symlinkSync(name, join(folder, plain))
    }
  }
}

type Download = Pick<Installation, 'version' | 'say'> & { readonly downloads: string; readonly lists: string }

/** With the system's list of packages, or, where that is missing or too old, one of our own. */
async function download({ downloads, lists, version, say }: Download): Promise<void> {
  const name = await packageName(version)
  if (name && (await fetchAll(name, downloads, [], say))) return
  say('database: reading the list of packages (apt-get update, into our own folder)')
  for (const folder of ['state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(lists, folder), { recursive: true })
  const own = [
    '-o',
    `Dir::State::Lists=${join(lists, 'state/lists')}`,
    '-o',
    `Dir::Cache=${join(lists, 'cache')}`,
  ]
  await run('apt-get', [...own, 'update'], { onLine: progress(say) })
  const found = await packageName(version, own)
  if (!found) throw new Error(noPackageWords(version))
  if (!(await fetchAll(found, downloads, own, say))) {
    throw new Error(
      `The packages of ${found} could not be downloaded. Install it as root with\n    sudo apt-get install ${found}\nor set DATABASE_URL.`,
    )
  }
}

/** Every package that `name` needs and that is not installed; false when one could not be had. */
async function fetchAll(
  name: string,
  folder: string,
  options: readonly string[],
  say: (words: string) => void,
): Promise<boolean> {
  const plan = await ending('apt-get', [...options, '-s', '--no-install-recommends', 'install', name])
  if (plan.code !== 0) return false
  // "Inst libpq5 [15.2] (15.18-0+deb12u1 Debian:12 [amd64])"
  const wanted = [...plan.output.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+)/gm)]
  const packages = wanted
    .filter(([, library = '']) => !unneeded.test(library))
    .map(([, library, release]) => `${library}=${release}`)
  say(`database: downloading ${packages.length} packages for ${name}`)
  const fetched = await ending('apt-get', [...options, 'download', ...packages], {
    folder,
    onLine: progress(say),
  })
  return fetched.code === 0
}
