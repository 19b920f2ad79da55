/** What a label is, and how labels give way to each other. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Rgba } from './palette.ts'

export type Label = {
  readonly text: string
  readonly place: LngLat
  /** One colour, or one for each character. */
  readonly colour: Rgba | Rgba[]
  /** Pixels from the place to where the text begins (start) or has its middle (middle). */
  readonly offset: readonly [number, number]
  /** Other offsets, tried in turn where the first is taken. */
  readonly elsewhere?: readonly (readonly [number, number])[]
  readonly anchor: 'start' | 'middle'
  /** The row in the position store of the mover it goes with. */
  readonly row?: number
}

/** A label's place on the screen, for `unobstructed`. */
export type Placed = { readonly label: Label; readonly x: number; readonly y: number }

/** Something on the screen that no label may cover: a square of `size` pixels around a point. */
export type Obstacle = { readonly x: number; readonly y: number; readonly size: number }

/**
 * The labels that can be written, in their order, where they cover no obstacle and no label before them; each by the
 * label it was. `size` is the height of the type in pixels.
 */
export function unobstructed(
  placed: Iterable<Placed>,
  obstacles: Iterable<Obstacle>,
  size: number,
  atMost: number,
): Map<Label, Label> {
  const kept = new Map<Label, Label>()
  const taken = new Map<string, Box[]>()
  const take = (box: Box, cells: Iterable<string>) => {
    for (const cell of cells) taken.set(cell, [...(taken.get(cell) ?? []), box])
  }
  for (const { x, y, size: width } of obstacles) {
    const half = width / 2
    const box = { left: x - half, top: y - half, right: x + half, bottom: y + half }
    take(box, cellsOf(box))
  }
  const isFree = (box: Box, cells: readonly string[]) =>
    !cells.some((cell) => taken.get(cell)?.some((other) => overlap(box, other)))
  for (const { label, x, y } of placed) {
    for (const offset of [label.offset, ...(label.elsewhere ?? [])]) {
      const box = boxOf(label, offset, x, y, size)
      const cells = [...cellsOf(box)]
      if (!isFree(box, cells)) continue
      take(box, cells)
      kept.set(label, offset === label.offset ? label : { ...label, offset })
      break
    }
    if (kept.size === atMost) break
  }
  return kept
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** Chinese characters are as wide as high, others half as wide: near enough to keep labels apart. */
function boxOf(
  { text, anchor }: Label,
  offset: readonly [number, number],
  x: number,
  y: number,
  size: number,
): Box {
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
