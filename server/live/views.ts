/** The views that consoles look through now: those who look at the same cells share their frames. */
import { cellsOf, type View } from '#contract/cells.ts'
import type { FrameEncoder, FrameView } from '#contract/frameEncoder.ts'

export type SharedView = { readonly room: string; readonly view: FrameView }

/** Boxes of a view: a map and a unit beside it want two. */
const MOST_BOXES = 4

export function createViews(encoder: Pick<FrameEncoder, 'open'>) {
  const open = new Map<string, SharedView>()
  return {
    all: (): Iterable<SharedView> => open.values(),
    of(view: View): SharedView {
      const key = String(view && cellsOf(view))
      const found = open.get(key)
      if (found) return found
      const made = { room: `view:${key}`, view: encoder.open(view) }
      open.set(key, made)
      return made
    },
    /** Lets go of the views whose room is empty. */
    forget(isEmpty: (room: string) => boolean): void {
      for (const [key, { room }] of open) if (isEmpty(room)) open.delete(key)
    },
  }
}

/** What a console says it looks at, where that is a view; undefined where it is none. */
export function readView(told: unknown): View | undefined {
  if (told === null || told === undefined) return null
  return Array.isArray(told) && told.length <= MOST_BOXES && told.every(isBox)
    ? (told as unknown as View)
    : undefined
}

const isBox = (box: unknown): boolean =>
  Array.isArray(box) &&
  box.length === 2 &&
  box.every(isPlace) &&
  box[0][0] <= box[1][0] &&
  box[0][1] <= box[1][1]

const isPlace = (place: unknown): boolean =>
  Array.isArray(place) && place.length === 2 && Number.isFinite(place[0]) && Number.isFinite(place[1])
