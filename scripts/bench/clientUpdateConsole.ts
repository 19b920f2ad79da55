/** Our way: the bytes of a frame, the position store's flat arrays, deck.gl's binary attributes. */

import type { Layer } from '@deck.gl/core'
import { createFrameEncoder } from '#contract/frameEncoder.ts'
import type { ReceivedFix } from '#contract/positions.ts'
import { createMoverDrawing } from '../../client/positions/drawing.ts'
import { MOVERS } from '../../client/positions/layer.ts'
import { letInFrame, onMoved, positions } from '../../client/positions/store.ts'
import type { Way } from './clientUpdate.page.ts'
import { firstAttribute, openDeck } from './clientUpdateDeck.ts'
import { nextTick, VIEW } from './clientUpdateUnits.ts'

const marked = { haloed: [], onTop: [] }

export function consoleWay(): Way {
  const frames = openFrames()
  const drawing = createMoverDrawing()
  const layers = (): Layer[] => {
    const { under, over } = drawing.layers(marked, { scale: 1, zoom: VIEW.zoom })
    return [...under, over]
  }
  let deck: Awaited<ReturnType<typeof openDeck>>
  let waiting: Framed[] = []
  let last: Framed | undefined
  return {
    async begin(container) {
      deck = await openDeck(container)
      letInFrame(frames.full())
      drawing.redress()
      onMoved(drawing.follow)
      deck.show(layers())
      await deck.drawn()
    },
    prepare(updates) {
      waiting = Array.from({ length: updates }, frames.next)
    },
    read() {
      last = waiting.shift()
      if (!last || letInFrame(last.frame) === 'gap') throw new Error('A frame could not be let in')
    },
    show: () => deck.show(layers()),
    settle: () => deck.drawn(),
    check() {
      const row = positions.rows.get(last?.first.mover ?? 0) ?? -1
      const [kept, drawn] = [positions.places[row * 3], firstAttribute(deck, MOVERS, row * 3)]
      if (kept === undefined || Math.abs(kept - (last?.first.lng ?? 0)) > 2e-6 || drawn !== kept)
        throw new Error(`The last frame was not drawn: ${last?.first.lng}, ${kept}, ${drawn}`)
    },
  }
}

type Framed = { readonly frame: ArrayBuffer; readonly first: ReceivedFix }

/** Frames as the server makes them for a console that sees everything. */
export function openFrames() {
  const encoder = createFrameEncoder()
  const view = encoder.open(null)
  const next = (): Framed => {
    const tick = nextTick()
    const [first] = tick
    if (first) encoder.take(tick, first.received)
    const frame = view.delta(true)
    if (!frame || !first) throw new Error('The encoder made no frame of a tick in which all moved')
    return { frame, first }
  }
  return {
    next,
    full(): ArrayBuffer {
      next()
      return view.full()
    },
  }
}
