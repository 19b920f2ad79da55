/** Labels drawn by deck.gl: in our own font once its characters are here, and none over another. */
import type { Layer } from '@deck.gl/core'
import { TextLayer } from '@deck.gl/layers'
import type { LngLat } from '#contract/endpoint.ts'
import type { DeadReckoning, ReckoningProps } from '../positions/reckoning.ts'
import { motionAt, type Positions, placeAt } from '../positions/store.ts'
import { FONT_FAMILY, fontReady } from './font.ts'
import { ink, type Rgba, rgba } from './palette.ts'

export type Label = {
  readonly text: string
  readonly place: LngLat
  /** One colour, or one for each character. */
  readonly colour: Rgba | Rgba[]
  /** Pixels from the place to where the text begins (start) or has its middle (middle). */
  readonly offset: readonly [number, number]
  readonly anchor: 'start' | 'middle'
  /** The row in the position store of the mover it goes with. */
  readonly row?: number
}

/** A label's place on the screen, for `unobstructed`. */
export type Placed = { readonly label: Label; readonly x: number; readonly y: number }

/** Something on the screen that no label may cover: a square of `size` pixels around a point. */
export type Obstacle = { readonly x: number; readonly y: number; readonly size: number }

/** Keeps, in their order, the labels that cover no obstacle and none kept before; `size` is the type's height in pixels. */
export function unobstructed(
  placed: Iterable<Placed>,
  obstacles: Iterable<Obstacle>,
  size: number,
  atMost: number,
): Label[] {
  const kept: Label[] = []
  const taken = new Map<string, Box[]>()
  const take = (box: Box, cells: Iterable<string>) => {
    for (const cell of cells) taken.set(cell, [...(taken.get(cell) ?? []), box])
  }
  for (const { x, y, size: width } of obstacles) {
    const half = width / 2
    const box = { left: x - half, top: y - half, right: x + half, bottom: y + half }
    take(box, cellsOf(box))
  }
  for (const { label, x, y } of placed) {
    const box = boxOf(label, x, y, size)
    const cells = [...cellsOf(box)]
    if (cells.some((cell) => taken.get(cell)?.some((other) => overlap(box, other)))) continue
    take(box, cells)
    kept.push(label)
    if (kept.length === atMost) break
  }
  return kept
}

const asked = new Set<string>()
const here = new Set<string>()

/**
 * The labels that can be drawn now. A character drawn before its font is here would stay wrong in the picture of
 * glyphs, so its labels wait; `onReady` is called when more can be drawn.
 */
export function drawable(labels: readonly Label[], onReady: () => void): Label[] {
  const missing = new Set<string>()
  const ready = labels.filter(({ text }) => {
    const waits = [...text].filter((character) => !here.has(character))
    for (const character of waits) if (!asked.has(character)) missing.add(character)
    return waits.length === 0
  })
  if (missing.size > 0) {
    for (const character of missing) asked.add(character)
    const arrived = () => {
      for (const character of missing) here.add(character)
      onReady()
    }
    // Where the font cannot be had the browser's own letters are better than none.
    fontReady([...missing].join('')).then(arrived, arrived)
  }
  return ready
}

type LabelLayerOptions = {
  readonly id: string
  readonly labels: readonly Label[]
  readonly size: number
  readonly weight?: number
  /** For labels that go with movers: the movers, and what moves them on. */
  readonly moving?: { readonly from: Positions; readonly reckoning: DeadReckoning }
}

/** Nothing where there is nothing to write: a picture of no glyphs is an error. */
export function labelLayer({ id, labels, size, weight = 500, moving }: LabelLayerOptions): Layer | null {
  if (labels.length === 0) return null
  const row = (label: Label) => (moving ? label.row : undefined)
  return new TextLayer<Label, ReckoningProps>({
    id,
    data: labels,
    characterSet: 'auto',
    fontFamily: FONT_FAMILY,
    fontWeight: weight,
    fontSettings,
    outlineWidth: 3,
    outlineColor: rgba(ink),
    getText: (label) => label.text,
    getPosition: (label) => {
      const at = row(label)
      return at === undefined ? [label.place[0], label.place[1], 0] : placeAt(moving?.from as Positions, at)
    },
    getColor: (label) => label.colour as Rgba,
    getPixelOffset: (label) => label.offset as [number, number],
    getTextAnchor: (label) => label.anchor,
    getAlignmentBaseline: 'center',
    getSize: size,
    extensions: moving ? [moving.reckoning] : [],
    getMotion: (label: Label) => {
      const at = row(label)
      return at === undefined ? standing : motionAt(moving?.from as Positions, at)
    },
    updateTriggers: { getPosition: moving?.from.version, getMotion: moving?.from.version },
  })
}

const standing = [0, 0, 0, 1e9]
// Distance fields keep 12 px Chinese legible from one picture of glyphs, and give the rim.
const fontSettings = { sdf: true, fontSize: 48, buffer: 8, radius: 12, smoothing: 0.14 }

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** Chinese characters are as wide as high, others half as wide: near enough to keep labels apart. */
function boxOf({ text, anchor, offset }: Label, x: number, y: number, size: number): Box {
  let width = 0
  for (const character of text) width += (character.charCodeAt(0) > 0x2e7f ? 1 : 0.58) * size
  const left = x + offset[0] - (anchor === 'middle' ? width / 2 : 0)
  const middle = y + offset[1]
  return { left, right: left + width, top: middle - size * 0.6, bottom: middle + size * 0.6 }
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const CELL = 64
function* cellsOf({ left, right, top, bottom }: Box): Generator<string> {
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x},${y}`
  }
}
