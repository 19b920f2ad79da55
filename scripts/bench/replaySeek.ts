/** An hour of 10,000 units scrubbed in a real browser: the first picture, seeks, and what it holds; beside JSON and GeoJSON. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { CHUNK_MS, WIDTH } from '#contract/chunk.ts'
import { turnOf } from '#contract/fixCode.ts'
import { launchBrowser } from '../../client/testing.browser.ts'
import { type Tracks, writeChunk } from '../../server/replay/chunkWriter.ts'
import { gatherTracks } from '../../server/replay/tracks.ts'
import type { Sizes } from '../bench.ts'
import { requireBrowser } from '../browser.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { type Figures, percentile, rounded } from './figures.ts'
import { movement } from './movement.ts'
import type { SeekPage } from './replaySeek.page.ts'
import { servePage } from './servedPage.ts'

declare const page: SeekPage

const CHUNKS = 6
const SEEKS = 60
const SECONDS = CHUNK_MS / 1000

/** `share` of the units: what the way can hold of ten minutes in one text. */
type Subject = { readonly name: string; readonly share: number; readonly chunks: number }
const subjects: readonly Subject[] = [
  { name: 'console', share: 1, chunks: CHUNKS },
  { name: 'rows-json', share: 0.1, chunks: 1 },
  { name: 'lines-geojson', share: 0.25, chunks: 1 },
]

export async function benchReplaySeek(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 10_000 }: Sizes,
): Promise<void> {
  process.env.TEST_BROWSER = await requireBrowser(process.env, say)
  const url = await servePage(parts, 'scripts/bench/replaySeek.page.ts')
  say(`Ten minutes of ${units} units are moved …`)
  const data = await serveData(parts, moved(units), units)
  for (const subject of subjects) {
    say(`${subject.name}: ${PLACES.length} first frames, ${SEEKS} seeks …`)
    const firsts: Timed[] = []
    let scrubbed: Omit<Figures, 'subject'> = {}
    for (const place of PLACES) {
      // A browser each: its processes hold what it holds, nothing of another, and have compiled nothing yet.
      const browser = await launchBrowser()
      await parts.add(() => browser.close())
      const tab = await openTab(browser)
      const empty = await renderedMb(browser)
      const first = await tab.first(url, subject.name, data, place * CHUNK_MS)
      say(`first frame ${place} of the way: ${rounded(first.handed, 0)}, drawn ${rounded(first.drawn, 0)} ms`)
      firsts.push(first)
      if (place === PLACES.at(-1)) scrubbed = await measure(browser, tab, subject, units, empty)
      await browser.close()
    }
    print({ subject: subject.name, ...firstFigures(firsts), ...scrubbed })
  }
}

/** Where in ten minutes the first frame is shown. */
const PLACES = [1 / 8, 3 / 8, 5 / 8, 7 / 8]

type Timed = { readonly handed: number; readonly drawn: number }

function firstFigures(firsts: readonly Timed[]) {
  const of = (name: keyof Timed, part: number) =>
    rounded(
      partOf(
        firsts.map((each) => each[name]),
        part,
      ),
      0,
    )
  return {
    first_handed_ms: of('handed', 0.5),
    first_frame_ms: of('drawn', 0.5),
    first_frame_most_ms: of('drawn', 1),
  }
}

const partOf = (ms: readonly number[], part: number): number =>
  percentile(
    ms.map((each) => ({ ms: each, count: 1 })),
    part,
  )

type Tab = Awaited<ReturnType<typeof openTab>>

async function openTab(browser: Browser) {
  const tab = await browser.newPage({ viewport: { width: 512, height: 512 } })
  const failed = new Promise<never>((_, reject) => tab.on('pageerror', reject))
  failed.catch(() => {})
  const within = <T>(done: Promise<T>): Promise<T> => Promise.race([failed, done])
  return {
    /** From bytes that are there to a moment that is shown. */
    async first(url: string, way: string, data: string, at: number): Promise<Timed> {
      await tab.goto(url)
      await within(tab.evaluate(([way, from]) => page.fetch(way as string, from as string), [way, data]))
      return within(tab.evaluate((at: number) => page.first(at), at))
    },
    settle: () => within(tab.evaluate(() => page.settle())),
    seek: (at: number) => within(tab.evaluate((at: number) => page.seek(at), at)),
    check: () => tab.evaluate(() => page.check()),
  }
}

/** A quarter of them is moved, and goes along three more times some way off: reading them costs the same. */
function moved(units: number): Tracks {
  const gathered = gatherTracks(units * SECONDS)
  const quarter = Math.ceil(units / 4)
  const move = movement(quarter)
  for (let second = 0; second < SECONDS; second++) {
    move(second * 1000, ({ mover, at, lng, lat, speed, heading }) => {
      if (at < 0 || at >= CHUNK_MS) return
      for (let copy = 0; copy < 4; copy++) {
        gathered.add({
          ...{ mover: mover + copy * quarter, at, accuracy: 10, source: 0, skew: 0, lag: 80 },
          ...{ lng: Math.round(lng * 1e5) + copy * 700, lat: Math.round(lat * 1e5) },
          speed: Number.isNaN(speed) ? -1 : Math.round(speed * 10),
          heading: Number.isNaN(heading) ? -1 : turnOf(heading),
        })
      }
    })
  }
  return gathered.sorted()
}

/** The chunk, and what the peers read, from below one address. */
async function serveData(parts: Parts, tracks: Tracks, units: number): Promise<string> {
  const last = Math.floor(Date.now() / CHUNK_MS) * CHUNK_MS - CHUNK_MS
  const starts = Array.from({ length: CHUNKS }, (_, i) => last - (CHUNKS - 1 - i) * CHUNK_MS)
  const span = { starts: last, blockMs: 20_000, blocks: CHUNK_MS / 20_000 }
  const files: Readonly<Record<string, () => string | Uint8Array>> = {
    '/past.json': () => JSON.stringify({ starts, units }),
    '/chunk': () => writeChunk(span, tracks, new Int32Array(tracks.movers.length * WIDTH)),
    '/rows.json': () => rowsOf(tracks, units * 0.1),
    '/lines.geojson': () => linesOf(tracks, units * 0.25),
  }
  const made = new Map<string, string | Uint8Array>()
  const server = createServer(({ url = '' }, response) => {
    const make = files[url]
    if (make && !made.has(url)) made.set(url, make())
    response.writeHead(make ? 200 : 404, { 'access-control-allow-origin': '*' }).end(made.get(url))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  await parts.add(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function* fixesOf(tracks: Tracks, units: number) {
  for (let i = 0; i < Math.min(units, tracks.movers.length); i++) {
    for (let row = tracks.begins[i] as number; row < (tracks.ends[i] as number); row++) {
      const [lng, lat] = [(tracks.lng[row] as number) / 1e5, (tracks.lat[row] as number) / 1e5]
      yield { i, mover: tracks.movers[i] as number, at: tracks.at[row] as number, lng, lat, row }
    }
  }
}

const rowsOf = (tracks: Tracks, units: number): string =>
  JSON.stringify(
    Array.from(fixesOf(tracks, units), ({ mover, at, lng, lat, row }) => ({
      ...{ mover, at, lng, lat, source: 'http', accuracy: 10 },
      speed: (tracks.speed[row] as number) / 10,
      heading: ((tracks.heading[row] as number) / 256) * 360,
    })),
  )

function linesOf(tracks: Tracks, units: number): string {
  const lines = new Map<number, { times: number[]; coordinates: [number, number][] }>()
  for (const { mover, at, lng, lat } of fixesOf(tracks, units)) {
    const line = lines.get(mover) ?? { times: [], coordinates: [] }
    lines.set(mover, line)
    line.times.push(at)
    line.coordinates.push([lng, lat])
  }
  const features = Array.from(lines, ([id, { times, coordinates }]) => ({
    ...{ type: 'Feature', id, properties: { times } },
    geometry: { type: 'LineString', coordinates },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

async function measure(
  browser: Browser,
  tab: Tab,
  { name, share, chunks }: Subject,
  units: number,
  empty: number,
): Promise<Omit<Figures, 'subject'>> {
  await tab.settle()
  const { timed, most } = await scrub(browser, tab, chunks * CHUNK_MS)
  const { shown, newest } = await tab.check()
  if (shown < units * share * 0.99) throw new Error(`${name} shows ${shown} of ${units * share} units`)
  if (Math.abs(newest - timed.last) > 2000)
    throw new Error(`${name} shows ${newest}, asked was ${timed.last}`)
  const of = (ms: readonly number[], part: number) => rounded(partOf(ms, part), 1)
  return {
    units: units * share,
    minutes: (chunks * CHUNK_MS) / 60_000,
    seek_ms: of(timed.handed, 0.5),
    seek_ms_p95: of(timed.handed, 0.95),
    seek_drawn_ms: of(timed.drawn, 0.5),
    heap_mb: rounded(most, 0),
    empty_page_mb: rounded(empty, 0),
    hour_of_all_mb: rounded(empty + ((most - empty) * CHUNKS) / chunks / share, 0),
    measured:
      'from bytes here: first frame at four places until handed to the GPU, and drawn in software; seek likewise; memory of the process',
  }
}

async function scrub(browser: Browser, tab: Tab, length: number) {
  const timed = { handed: [] as number[], drawn: [] as number[], last: 0 }
  let most = 0
  for (let i = 0; i < SEEKS; i++) {
    // All over the past, as a hand that drags to and fro.
    timed.last = Math.floor(((i * 0.618034) % 1) * (length - 2000)) + 1000
    const { handed, drawn } = await tab.seek(timed.last)
    // The first seeks measure the compiler.
    if (i >= 5) {
      timed.handed.push(handed)
      timed.drawn.push(drawn)
    }
    if (i % 10 === 9) most = Math.max(most, await renderedMb(browser))
  }
  return { timed, most }
}

/** What the tab's process holds, workers and array buffers included; the largest of the renderers. */
async function renderedMb(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    })
  return Math.max(...(await Promise.all(sizes)))
}
