/** Chunks as files: written aside and moved in one step, so that a file that is there is whole. */
import { createHash, webcrypto } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeptChunk, type Part, type Parts, parts, type Size } from './chunkQueries.ts'

/** Of one version of a chunk. */
export type Place = { readonly folder: string; readonly starts: number; readonly version: number }

const fileOf = ({ folder, starts, version }: Place, part: Part): string =>
  join(folder, `${starts}-${version}.${part}.br`)

/** All parts, or, where it is stopped, none that counts: whoever keeps the chunk notes it afterwards. */
export async function putOnShelf(place: Place, bytes: Parts<Uint8Array>): Promise<void> {
  await mkdir(place.folder, { recursive: true })
  for (const part of parts) await writeWhole(fileOf(place, part), bytes[part])
  await syncFolder(place.folder)
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const aside = `${file}.part`
  const handle = await open(aside, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, file)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}

export const sizesOf = (bytes: Parts<Uint8Array>): Parts<Size> =>
  Object.fromEntries(
    parts.map((part) => [
      part,
      { bytes: bytes[part].length, sha256: createHash('sha256').update(bytes[part]).digest('hex') },
    ]),
  ) as Parts<Size>

/** Compressed; undefined where the file is missing or not what was written. */
export async function takeFromShelf(
  folder: string,
  { starts, version, parts: sizes }: Pick<KeptChunk, 'starts' | 'version' | 'parts'>,
  part: Part,
): Promise<Buffer | undefined> {
  const bytes = await readFile(fileOf({ folder, starts, version }, part)).catch((error: Error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  // Beside the loop that serves everybody: hashing takes 5 ms for each megabyte.
  if (!bytes || (await sha256(bytes)) !== sizes[part].sha256) return undefined
  return bytes
}

const sha256 = async (bytes: Buffer): Promise<string> =>
  Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex')

export async function clearFromShelf(place: Place): Promise<void> {
  for (const part of parts) await rm(fileOf(place, part), { force: true })
}
