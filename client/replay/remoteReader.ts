/** The reader as the page sees it: what is asked goes to a worker. */
import type { Picture, Reader, Trailed, Trails } from './reader.ts'

type Ask =
  | {
      readonly what: 'open'
      readonly key: string
      readonly bytes: ArrayBuffer
      readonly receipts?: ArrayBuffer | undefined
    }
  | { readonly what: 'close'; readonly key: string }
  | { readonly what: 'picture'; readonly key: string; readonly at: number; readonly anew: boolean }
  | { readonly what: 'trails'; readonly key: string; readonly trailed: Trailed }
export type Asked = { readonly id: number; readonly ask: Ask }
export type Answer = { readonly id: number; readonly found?: unknown; readonly failed?: string }

type Waiting = { readonly done: (found: unknown) => void; readonly fail: (error: Error) => void }

export function createRemoteReader(): Reader {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let last = 0
  worker.onmessage = ({ data: { id, found, failed } }: MessageEvent<Answer>) => {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (failed === undefined) asker?.done(found)
    else asker?.fail(new RangeError(failed))
  }
  const ask = (what: Ask, transfer: ArrayBuffer[] = []): Promise<unknown> =>
    new Promise((done, fail) => {
      waiting.set(++last, { done, fail })
      worker.postMessage({ id: last, ask: what } satisfies Asked, transfer)
    })
  return {
    open: (key, bytes, receipts) =>
      ask({ what: 'open', key, bytes, receipts }, receipts ? [bytes, receipts] : [bytes]) as Promise<number>,
    close: (key) => void ask({ what: 'close', key }),
    picture: (key, at, anew) => ask({ what: 'picture', key, at, anew }) as Promise<Picture>,
    trails: (key, trailed) => ask({ what: 'trails', key, trailed }) as Promise<Trails>,
    prepare: () => false,
  }
}
