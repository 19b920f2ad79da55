/** Photos on the phone: kept in IndexedDB by their hash until the server has them. */
import { request } from '../api.ts'
import type { PhotoItem } from './outbox.ts'
import { sha256 } from './sha256.ts'
import { putOnShelf, shelved, takeOffShelf } from './shelf.ts'

export type Photo = { readonly hash: string; readonly blob: Blob }

const MOST_BYTES = 10 * 1024 * 1024
const types: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']
/** Ten megabytes over a weak network. */
const PATIENCE = 120_000

export type PhotoProblem = 'tooBig' | 'wrongType' | 'notKept'

/** Names a taken photo by its SHA-256 and keeps it; or says what is wrong with it. */
export async function takePhoto(file: File): Promise<Photo | PhotoProblem> {
  if (!types.includes(file.type)) return 'wrongType'
  if (file.size > MOST_BYTES) return 'tooBig'
  const bytes = await file.arrayBuffer()
  const photo: Photo = { hash: await sha256(bytes), blob: new Blob([bytes], { type: file.type }) }
  return putOnShelf('photos', photo.hash, photo.blob).then(
    () => photo,
    () => 'notKept',
  )
}

export async function keptPhoto(hash: string): Promise<Photo | null> {
  const blob = await shelved<Blob>('photos', hash).catch(() => undefined)
  return blob ? { hash, blob } : null
}

export const forgetPhoto = (hash: string): Promise<unknown> => takeOffShelf('photos', hash)

/** Sends it with where and when it was taken. Storing the same photo twice is harmless, so a lost answer is no worry. */
export function uploadPhoto({ hash, blob }: Photo, { at, place, accuracy }: PhotoItem): Promise<unknown> {
  const taken = new URLSearchParams({ hash, at: String(at) })
  if (place) {
    taken.set('lng', String(place[0]))
    taken.set('lat', String(place[1]))
  }
  if (place && accuracy !== null) taken.set('accuracy', String(accuracy))
  return request(`/api/photos?${taken}`, {
    method: 'POST',
    headers: { 'content-type': blob.type },
    body: blob,
    signal: AbortSignal.timeout(PATIENCE),
  })
}
