/** Where a cluster listens: a free port on loopback, and a unix socket in a folder of its own. */
import { createHash } from 'node:crypto'
import { chownSync, lstatSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Place } from './place.ts'

/** The settings of `postgres` for its address. */
export function addressOf(place: Place, port: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketFolder(place),
    unix_socket_permissions: '0700',
  }
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const taken = probe.address()
      probe.close(() => resolve(typeof taken === 'object' && taken ? taken.port : 0))
    })
  })
}

// A socket's path may have 107 characters at most, its file name included.
function socketFolder(place: Place): string {
  const usual = join(place.home, 'socket')
  const short = createHash('sha256').update(place.home).digest('hex').slice(0, 12)
  const folder = usual.length <= 80 ? usual : join(tmpdir(), `jianghe-${short}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  refuseStranger(folder, place)
  if (place.account) chownSync(folder, place.account.uid, place.account.gid)
  return folder
}

/** Anybody may make a folder below the temporary one, and would then sit between us and our server. */
function refuseStranger(folder: string, { account }: Place): void {
  const { uid } = lstatSync(folder)
  if (uid === process.getuid?.() || uid === account?.uid) return
  throw new Error(
    `${folder} belongs to another account (number ${uid}): remove it, or choose a shorter DATA_DIR.`,
  )
}
