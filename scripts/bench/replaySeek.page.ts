/** The page of the bench beside it: an hour of 10,000 units scrubbed, by chunks and by two usual ways. */
import { chunkWay } from './replaySeekConsole.ts'
import { linesWay, rowsWay } from './replaySeekPeers.ts'

/** One way to hold a past and show any moment of it. */
export type Way = {
  /** Fetches what it is made of, from below this address, and shows what is live meanwhile; not timed. */
  fetch(url: string): Promise<void>
  /** From bytes that are here to a moment (ms since the past began) handed to the GPU; timed. */
  open(container: HTMLElement, at: number): Promise<void>
  /** The rest of the past is here and read; not timed. */
  settle(): Promise<void>
  /** Shows another moment: until it is handed to the GPU; timed. */
  seek(at: number): Promise<void>
  /** Until it is drawn. */
  drawn(): Promise<void>
  /** How many are shown, and how far into the past the newest fix of all was taken, ms. */
  check(): { readonly shown: number; readonly newest: number }
}

const ways: Readonly<Record<string, () => Way>> = {
  console: chunkWay,
  'rows-json': rowsWay,
  'lines-geojson': linesWay,
}
let way: Way

/** ms until it is handed to the GPU, and until it is drawn. */
type Timed = { readonly handed: number; readonly drawn: number }

async function time(show: () => Promise<void>): Promise<Timed> {
  const began = performance.now()
  await show()
  const handed = performance.now() - began
  await way.drawn()
  return { handed, drawn: performance.now() - began }
}

const page = {
  async fetch(name: string, url: string) {
    way = (ways[name] as () => Way)()
    await way.fetch(url)
  },
  first: (at: number): Promise<Timed> =>
    time(() => way.open(document.querySelector('#map') as HTMLElement, at)),
  settle: () => way.settle(),
  seek: (at: number): Promise<Timed> => time(() => way.seek(at)),
  check: () => way.check(),
}
export type SeekPage = typeof page
Object.assign(window, { page })
