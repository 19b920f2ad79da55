/** Things fetched once and kept while there is room: what was not used for longest goes first. */

/** `until`: up to when it tells everything, ms UTC. */
export type Kept<T> = {
  readonly version: number
  readonly until: number
  readonly value: T | undefined
  readonly failed: boolean
}

/** What is wanted of a chunk; an older version that is here is shown until the new one is. */
export type Wanted = {
  readonly version: number
  readonly until: number
  /** What reaches as far is enough. */
  readonly least: number
}

export type Keep<T> = {
  of(key: string): Kept<T> | undefined
  /** Fetches it where it is not here in this version, or does not reach as far. */
  want(key: string, wanted: Wanted, fetch: () => Promise<{ value: T; size: number }>): void
  /** What failed may be asked for at once. */
  retry(): void
  forget(): void
}

type Entry<T> = {
  version: number
  until: number
  value: T | undefined
  size: number
  loading: boolean
  /** On the page's clock; null: it did not fail. */
  failedAt: number | null
  used: number
}

/** A hand that drags passes over many: what is not wanted any more when a place is free is not fetched. */
const AT_ONCE = 3
const RETRY_MS = 4000

type Needs<T> = { readonly most: number; readonly news: () => void; readonly drop?: (value: T) => void }

export function createKeep<T>({ most, news, drop = () => undefined }: Needs<T>): Keep<T> {
  let entries = new Map<string, Entry<T>>()
  let uses = 0
  let loading = 0

  const load = async (key: string, entry: Entry<T>, wanted: Wanted, fetch: () => Promise<Fetched<T>>) => {
    entry.loading = true
    loading++
    try {
      const { value, size } = await fetch()
      const isGone = entries.get(key) !== entry
      if (isGone) drop(value)
      else {
        if (entry.value !== undefined) drop(entry.value)
        const { version, until } = wanted
        Object.assign(entry, { value, size, version, until, failedAt: null })
        makeRoom(entry)
      }
    } catch {
      entry.failedAt = performance.now()
    }
    entry.loading = false
    loading--
    news()
  }
  const makeRoom = (newest: Entry<T>) => {
    let sum = 0
    for (const { size } of entries.values()) sum += size
    const oldest = [...entries].sort(([, one], [, other]) => one.used - other.used)
    for (const [key, entry] of oldest) {
      if (sum <= most) return
      if (entry === newest || entry.value === undefined) continue
      entries.delete(key)
      drop(entry.value)
      sum -= entry.size
    }
  }
  return {
    of(key) {
      const entry = entries.get(key)
      return entry && { ...entry, failed: entry.failedAt !== null }
    },
    want(key, wanted, fetch) {
      const known = entries.get(key)
      if (known) known.used = ++uses
      const isHere = known?.value !== undefined && known.version === wanted.version
      if (known?.loading || (isHere && (known?.until ?? 0) >= wanted.least)) return
      if (known?.failedAt != null && performance.now() - known.failedAt < RETRY_MS) return
      if (loading >= AT_ONCE) return
      const entry = known ?? { ...emptyEntry, used: ++uses }
      entries.set(key, entry)
      void load(key, entry, wanted, fetch)
    },
    retry() {
      for (const entry of entries.values()) {
        if (entry.failedAt !== null) entry.failedAt = Number.NEGATIVE_INFINITY
      }
    },
    forget() {
      const all = [...entries.values()]
      entries = new Map()
      for (const { value } of all) if (value !== undefined) drop(value)
    },
  }
}

type Fetched<T> = { readonly value: T; readonly size: number }

const emptyEntry = { version: 0, until: 0, value: undefined, size: 0, loading: false, failedAt: null }
