/** Our way: the time machine itself, its chunks opened in a worker, drawn by the layer that draws live. */
import type { Layer } from '@deck.gl/core'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { ChunkFacts } from '#contract/replay.ts'
import { createMoverDrawing } from '../../client/positions/drawing.ts'
import { letInFrame, onMoved, positions } from '../../client/positions/store.ts'
import { enterReplay, seek, settled, takePastFrom, tapeNow } from '../../client/replay/machine.ts'
import { createRemoteReader } from '../../client/replay/remoteReader.ts'
import { openFrames } from './clientUpdateConsole.ts'
import { openDeck } from './clientUpdateDeck.ts'
import { VIEW } from './clientUpdateUnits.ts'
import type { Way } from './replaySeek.page.ts'

type Told = { readonly starts: readonly number[]; readonly units: number }

const marked = { haloed: [], onTop: [] }

export function chunkWay(): Way {
  const chunks = new Map<number, ArrayBuffer>()
  const drawing = createMoverDrawing()
  let told: Told = { starts: [], units: 0 }
  let deck: Awaited<ReturnType<typeof openDeck>>
  const first = () => told.starts[0] as number
  const show = () => {
    const { under, over } = drawing.layers(marked, { scale: 1, zoom: VIEW.zoom })
    deck.show([...under, over] as Layer[])
  }
  const arrived = async (at: number) => {
    while (tapeNow().state(at, 'happened') !== 'ready') await new Promise((done) => setTimeout(done))
    await settled()
  }
  return {
    async fetch(url) {
      told = await (await fetch(`${url}past.json`)).json()
      for (const start of told.starts) chunks.set(start, await (await fetch(`${url}chunk`)).arrayBuffer())
      takePastFrom(sourceOf(told, chunks), createRemoteReader())
      deck = await openDeck(document.querySelector('#map') as HTMLElement)
      // What is shown before one goes back is live.
      letInFrame(openFrames().full())
      drawing.redress()
      onMoved(drawing.follow)
      show()
      await deck.drawn()
    },
    async open(_, at) {
      enterReplay(first() + at)
      await arrived(first() + at)
      show()
    },
    async settle() {
      for (const start of told.starts) {
        seek(start)
        await arrived(start)
      }
      // The worker reads ahead while nobody asks.
      await new Promise((done) => setTimeout(done, 4000))
    },
    async seek(at) {
      seek(first() + at)
      await settled()
      show()
    },
    drawn: () => deck.drawn(),
    check() {
      const times = Array.from(positions.at.subarray(0, positions.count)).sort((one, other) => one - other)
      return { shown: positions.count, newest: (times.at(-1) ?? Number.NaN) - first() }
    },
  }
}

/** All chunks are the same bytes but for when they begin. */
const sourceOf = ({ starts, units }: Told, chunks: ReadonlyMap<number, ArrayBuffer>) => ({
  list: async () => ({
    now: Date.now(),
    first: starts[0] as number,
    chunks: starts.map((each) => ({
      starts: each,
      version: 1,
      factsVersion: 1,
      complete: true,
      until: each + CHUNK_MS,
      fixes: 0,
      events: 0,
      bytes: 0,
    })),
  }),
  fixes: async (start: number) => begunAt(chunks.get(start) as ArrayBuffer, start),
  receipts: async () => new ArrayBuffer(0),
  facts: async (start: number) => factsOf(start, units),
  zones: async () => [],
})

/** Its beginning is told in seven bytes behind that of its version. */
function begunAt(bytes: ArrayBuffer, start: number): ArrayBuffer {
  const view = new Uint8Array(bytes)
  let left = start
  for (let at = 1; at < 7; at++) {
    view[at] = (left % 128) + (at < 6 ? 128 : 0)
    left = Math.floor(left / 128)
  }
  return bytes
}

function factsOf(starts: number, count: number): ChunkFacts {
  const units = Array.from({ length: count }, (_, i) => ({
    ...{
      id: i + 1,
      version: 1,
      code: `H${i + 1}`,
      kind: 'foot',
      duty: 'on',
      sos: null,
      tags: [],
      organisation: 1,
    },
  }))
  const none = { contacts: [], presences: [], tickets: [], people: [], holds: [], alarms: [] }
  const board = { number: 1, at: starts, units, assignments: [], rounds: [], ...none }
  return { starts, ends: starts + CHUNK_MS, board: board as unknown as ChunkFacts['board'], events: [] }
}
