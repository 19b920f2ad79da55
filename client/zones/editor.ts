/** What is being done to zones on this screen: which one is chosen, the task begun, and the sketch with its steps back and forth. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import type { Zone } from './store.ts'

export type Task =
  | { readonly kind: 'draw' }
  | { readonly kind: 'edit' | 'reshape' | 'split' | 'join' | 'retire'; readonly zone: Zone }
export type Shape = 'polygon' | 'circle'

/** Corners of a ring, its first not repeated, or of a line; `done`: closed, or ended. */
export type Sketch = { readonly points: readonly LngLat[]; readonly done: boolean }

export type Editor = {
  readonly chosen: number | null
  readonly task: Task | null
  readonly shape: Shape
  readonly metres: number
  readonly sketch: Sketch
  readonly past: readonly Sketch[]
  readonly future: readonly Sketch[]
  /** Points come from the cross in the middle of the map, by Enter. */
  readonly byKeys: boolean
  /** The corner that the arrows move. */
  readonly corner: number | null
  /** Corners put by mouse into a ring or line that is not finished. */
  readonly begun: number
  /** What was saved last, in words. */
  readonly said: string | null
  /** The zones to be joined to the one of the task. */
  readonly others: readonly number[]
}

const empty: Sketch = { points: [], done: false }
const noTask = {
  task: null,
  sketch: empty,
  past: [],
  future: [],
  byKeys: false,
  corner: null,
  begun: 0,
  others: [],
  said: null,
}

export const useEditor = create<Editor>(() => ({ ...noTask, chosen: null, shape: 'polygon', metres: 200 }))

export const isLine = ({ task }: Pick<Editor, 'task'>): boolean => task?.kind === 'split'
export const draws = ({ task }: Pick<Editor, 'task'>): boolean =>
  task?.kind === 'draw' || task?.kind === 'split' || task?.kind === 'reshape'

export const choose = (chosen: number | null): void => useEditor.setState({ ...noTask, chosen })

export function begin(task: Task): void {
  const sketch = task.kind === 'reshape' ? { points: outerRing(task.zone), done: true } : empty
  useEditor.setState({
    ...noTask,
    task,
    sketch,
    ...('zone' in task ? { chosen: task.zone.properties.id } : {}),
  })
}

export const leave = (): void => useEditor.setState(noTask)

/** The next step of the sketch; what was undone is forgotten. */
export function put(sketch: Sketch, corner: number | null = null): void {
  const { sketch: before, past } = useEditor.getState()
  useEditor.setState({ sketch, past: [...past, before], future: [], corner })
}

export function undo(): void {
  const { sketch, past, future } = useEditor.getState()
  const before = past.at(-1)
  if (before)
    useEditor.setState({ sketch: before, past: past.slice(0, -1), future: [sketch, ...future], corner: null })
}

export function redo(): void {
  const { sketch, past, future } = useEditor.getState()
  const [next, ...rest] = future
  if (next) useEditor.setState({ sketch: next, past: [...past, sketch], future: rest, corner: null })
}

/** Begins to draw again; the sketch before is one step back. */
export const drawAgain = (): void => put(empty)

export function putPoint(place: LngLat): void {
  const { sketch } = useEditor.getState()
  if (!sketch.done) put({ points: [...sketch.points, place], done: false })
}

/** A ring needs three corners, a line two points. */
export function finish(): void {
  const { sketch, task } = useEditor.getState()
  if (!sketch.done && sketch.points.length >= (isLine({ task }) ? 2 : 3)) put({ ...sketch, done: true })
}

export function stepCorner(step: 1 | -1): void {
  const { sketch, corner } = useEditor.getState()
  const count = sketch.points.length
  if (!sketch.done || count === 0) return
  const from = corner ?? (step > 0 ? -1 : 0)
  useEditor.setState({ corner: (from + step + count) % count })
}

export function moveCorner(to: LngLat): void {
  const { sketch, corner } = useEditor.getState()
  if (corner === null) return
  put({ ...sketch, points: sketch.points.map((place, i) => (i === corner ? to : place)) }, corner)
}

/** A ring keeps three corners, a line two points. */
export function removeCorner(): void {
  const { sketch, corner, task } = useEditor.getState()
  if (corner === null || sketch.points.length <= (isLine({ task }) ? 2 : 3)) return
  const points = sketch.points.filter((_, i) => i !== corner)
  put({ ...sketch, points }, corner % points.length)
}

/** A new corner midway to the next. */
export function addCorner(): void {
  const { sketch, corner } = useEditor.getState()
  if (corner === null) return
  const [from, to] = [sketch.points[corner], sketch.points[(corner + 1) % sketch.points.length]]
  if (!from || !to) return
  const middle: LngLat = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  put({ ...sketch, points: sketch.points.toSpliced(corner + 1, 0, middle) }, corner + 1)
}

export function toggleOther(id: number): void {
  const { others } = useEditor.getState()
  useEditor.setState({
    others: others.includes(id) ? others.filter((each) => each !== id) : [...others, id],
  })
}

/** The corners of a zone's outer boundary, of its largest part. */
export function outerRing({ geometry }: Zone): LngLat[] {
  const rings =
    geometry.type === 'Polygon'
      ? [geometry.coordinates[0] ?? []]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.map((part) => part[0] ?? [])
        : []
  const ring = rings.sort((one, other) => other.length - one.length)[0] ?? []
  return ring.slice(0, -1).map(([lng = 0, lat = 0]): LngLat => [lng, lat])
}
