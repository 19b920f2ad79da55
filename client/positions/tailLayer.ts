/** Tails on the map: written anew once a second at most for everybody, at once for a hand that chooses. */
import type { BinaryAttribute, Layer } from '@deck.gl/core'
import { LineLayer } from '@deck.gl/layers'
import { unitStatus } from '#contract/units.ts'
import { isReplaying, shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import type { MarkedNow } from '../map/marked.ts'
import { contactColour, type Rgba, rgba, statusColour } from '../map/palette.ts'
import { pastTails } from '../replay/trails.ts'
import { UNSEEN } from './clusterCells.ts'
import { positions } from './store.ts'
import { useTails } from './tailChoice.ts'
import { createSegments, writeSegments } from './tailSegments.ts'
import { tails } from './tails.ts'

/** 10,000 tails of 15 min would be 1.8 million pieces; so many are written in 5 ms. */
const AT_MOST = 40_000
/** A little under a second, for the timer that asks comes each second more or less. */
const WRITTEN_EVERY = 900
/** Time may run sixty times as fast. */
const PAST_WRITTEN_EVERY = 90
const WIDTH = 2

type Binary = {
  readonly length: number
  readonly attributes: Record<string, BinaryAttribute & { normalized?: true }>
}

/** `renew` is called when places of the past have come. */
export function createTailDrawing(renew: () => void = () => undefined) {
  const segments = createSegments()
  let data: Binary = { length: 0, attributes: {} }
  let written = Number.NEGATIVE_INFINITY
  let choice = ''

  return {
    /** Looks whether it is time, and writes the tails as they are now. */
    write(marked: MarkedNow, standings: Uint8Array) {
      const { scope, minutes } = useTails.getState()
      const rows = scope === 'all' ? null : rowsOf(scope === 'off' ? [] : moversOf(scope, marked))
      const asked = `${scope} ${minutes} ${rows?.join() ?? ''}`
      const every = isReplaying() ? PAST_WRITTEN_EVERY : WRITTEN_EVERY
      if (asked === choice && performance.now() - written < every) return
      choice = asked
      written = performance.now()
      const now = shownNow()
      const drawn = rows ?? rowsShown(standings)
      const from = isReplaying() ? pastTails({ rows: drawn, minutes, now, renew }) : tails
      const view = { since: now - minutes * 60_000, now, atMost: AT_MOST }
      writeSegments(segments, from, drawn, view, colourOf)
      data = binaryOf(segments)
    },
    /** Makes the next `write` happen whenever it comes: the past has changed. */
    renew() {
      choice = ''
    },
    layer: (scale: number): Layer =>
      new LineLayer({ id: 'tails', data, getWidth: WIDTH * scale, widthUnits: 'pixels' }),
  }
}

const moversOf = (scope: 'selected' | 'marked', { mover, haloed }: MarkedNow): readonly number[] =>
  scope === 'marked' ? haloed : mover === null ? [] : [mover]

const rowsOf = (movers: readonly number[]): number[] =>
  movers.flatMap((mover) => positions.rows.get(mover) ?? [])

function rowsShown(standings: Uint8Array): number[] {
  const rows: number[] = []
  for (let row = 0; row < positions.count; row++) if (standings[row] !== UNSEEN) rows.push(row)
  return rows
}

function binaryOf({ count, from, to, colours }: ReturnType<typeof createSegments>): Binary {
  return {
    length: count,
    attributes: {
      getSourcePosition: { value: from.subarray(0, count * 3), size: 3 },
      getTargetPosition: { value: to.subarray(0, count * 3), size: 3 },
      getColor: { value: colours.subarray(0, count * 4), size: 4, normalized: true },
    },
  }
}

function colourOf(row: number): Rgba {
  const { units, activeByUnit } = useFacts.getState()
  const mover = positions.movers[row] as number
  const unit = units.get(mover)
  return unit ? colours[unitStatus(unit, activeByUnit.get(mover))] : ofContacts
}

const ofContacts = rgba(contactColour)
const colours = {
  idle: rgba(statusColour.idle),
  enroute: rgba(statusColour.enroute),
  onscene: rgba(statusColour.onscene),
  off: rgba(statusColour.off),
  sos: rgba(statusColour.sos),
}
