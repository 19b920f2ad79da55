/** Photos on the phone: kept in IndexedDB by their hash until the server has them. */
import { request } from '../api.ts'
import { sha256 } from './sha256.ts'

export type Photo = { readonly hash: string; readonly blob: Blob }

const MOST_BYTES = 10 * 1024 * 1024
const types: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']

export type PhotoProblem = 'tooBig' | 'wrongType'

/** Names a taken photo by its SHA-256 and keeps it; or says what is wrong with it. */
export async function takePhoto(file: File): Promise<Photo | PhotoProblem> {
  if (!types.includes(file.type)) return 'wrongType'
  if (file.size > MOST_BYTES) return 'tooBig'
  const bytes = await file.arrayBuffer()
  const photo: Photo = { hash: await sha256(bytes), blob: new Blob([bytes], { type: file.type }) }
  await done((store) => store.put(photo.blob, photo.hash), 'readwrite')
  return photo
}

export async function keptPhoto(hash: string): Promise<Photo | null> {
  const blob = await done<Blob | undefined>((store) => store.get(hash), 'readonly')
  return blob ? { hash, blob } : null
}

export const forgetPhoto = (hash: string): Promise<unknown> =>
  done((store) => store.delete(hash), 'readwrite')

/** Storing the same photo twice is harmless, so a lost answer is no worry. */
export const uploadPhoto = ({ blob }: Photo): Promise<unknown> =>
  request('/api/photos', { method: 'POST', headers: { 'content-type': blob.type }, body: blob })

const STORE = 'photos'

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('field', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

async function done<T>(deed: (store: IDBObjectStore) => IDBRequest<T>, mode: IDBTransactionMode): Promise<T> {
  const database = await opened()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const asked = deed(transaction.objectStore(STORE))
      // On complete, not on success: only then has the phone kept it.
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}
