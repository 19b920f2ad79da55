/** What the phone keeps through a reload and a dead battery: IndexedDB, on the disk before anybody is told that it is kept. */

const shelves = ['photos', 'outbox', 'kept'] as const
export type Shelf = (typeof shelves)[number]

export const shelved = <T>(shelf: Shelf, key: string): Promise<T | undefined> =>
  within<T | undefined>(shelf, 'readonly', (store) => store.get(key))

export const putOnShelf = (shelf: Shelf, key: string, value: unknown): Promise<unknown> =>
  within(shelf, 'readwrite', (store) => store.put(value, key))

export const takeOffShelf = (shelf: Shelf, key: string): Promise<unknown> =>
  within(shelf, 'readwrite', (store) => store.delete(key))

/** Changes what lies under `key` in one transaction, which also orders the changes of two windows; answers the new. */
export async function rewriteOnShelf<T>(
  shelf: Shelf,
  key: string,
  empty: T,
  change: (before: T) => T,
): Promise<T> {
  let after = empty
  await within(shelf, 'readwrite', (store) => {
    const reading: IDBRequest<T | undefined> = store.get(key)
    reading.onsuccess = () => {
      after = change(reading.result ?? empty)
      store.put(after, key)
    }
    return reading
  })
  return after
}

async function within<T>(
  shelf: Shelf,
  mode: IDBTransactionMode,
  deed: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened()
  try {
    return await new Promise<T>((resolve, reject) => {
      // Strict: complete means on the disk, not only handed to the system.
      const transaction = database.transaction(shelf, mode, { durability: 'strict' })
      const asked = deed(transaction.objectStore(shelf))
      // On complete, not on success: only then has the phone kept it.
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Opened anew each time: a phone closes a connection that slept. */
function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('field', 2)
    opening.onupgradeneeded = () => {
      for (const shelf of shelves) {
        if (!opening.result.objectStoreNames.contains(shelf)) opening.result.createObjectStore(shelf)
      }
    }
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}
