/** What people have drawn on the map: kept on this console for each person, with every step undone and redone. */
import { create } from 'zustand'
import type { Drawing, Look, Shape, Tone } from './drawing.ts'
import { MOST_FEATURES, readGeoJson, writeGeoJson } from './geojson.ts'

type Drawings = {
  /** Whose they are; null: nobody's are shown. */
  readonly person: string | null
  readonly drawings: readonly Drawing[]
  readonly undone: readonly (readonly Drawing[])[]
  readonly done: readonly (readonly Drawing[])[]
  /** The one that was drawn last and waits for a name. */
  readonly fresh: number | null
  /** There is no room for more; the browser would not keep them, or could not read all it kept. */
  readonly trouble: 'many' | 'full' | 'unreadable' | null
}

const STEPS_KEPT = 100

const nobody: Drawings = { person: null, drawings: [], done: [], undone: [], fresh: null, trouble: null }

export const useDrawings = create<Drawings>(() => nobody)

/** Shows a person's drawings and keeps them in step with other windows; answers how to stop. */
export function keepDrawings(person: string): () => void {
  const key = keyOf(person)
  const load = () => useDrawings.setState({ ...nobody, person, ...read(key) })
  const hear = (event: StorageEvent) => {
    if (event.key === key) load()
  }
  load()
  window.addEventListener('storage', hear)
  return () => {
    window.removeEventListener('storage', hear)
    useDrawings.setState(nobody)
  }
}

export function addDrawing(shape: Shape, tone: Tone): void {
  const { drawings } = useDrawings.getState()
  const id = nextId(drawings)
  change([...drawings, { ...shape, id, tone, name: '', hidden: false }])
  if (useDrawings.getState().drawings !== drawings) useDrawings.setState({ fresh: id })
}

/** Takes in what a file held, beside what is there. */
export function addDrawings(more: readonly (Look & Shape)[]): void {
  const { drawings } = useDrawings.getState()
  const first = nextId(drawings)
  change([...drawings, ...more.map((each, index) => ({ ...each, id: first + index }))])
}

export const changeDrawing = (id: number, look: Partial<Look>) =>
  change(useDrawings.getState().drawings.map((each) => (each.id === id ? { ...each, ...look } : each)))

export const deleteDrawing = (id: number) =>
  change(useDrawings.getState().drawings.filter((each) => each.id !== id))

export function undo(): void {
  const { drawings, done, undone } = useDrawings.getState()
  const before = done.at(-1)
  if (before) keep({ drawings: before, done: done.slice(0, -1), undone: [...undone, drawings] })
}

export function redo(): void {
  const { drawings, done, undone } = useDrawings.getState()
  const after = undone.at(-1)
  if (after) keep({ drawings: after, done: [...done, drawings], undone: undone.slice(0, -1) })
}

function change(next: readonly Drawing[]): void {
  const { drawings, done } = useDrawings.getState()
  if (next.length > MOST_FEATURES) useDrawings.setState({ trouble: 'many' })
  else keep({ drawings: next, done: [...done.slice(-STEPS_KEPT + 1), drawings], undone: [] })
}

function keep(next: Pick<Drawings, 'drawings' | 'done' | 'undone'>): void {
  const { person } = useDrawings.getState()
  let trouble: Drawings['trouble'] = null
  try {
    if (person) localStorage.setItem(keyOf(person), writeGeoJson(next.drawings))
  } catch {
    // Shown until the page closes, and said to be no more than that.
    trouble = 'full'
  }
  useDrawings.setState({ ...next, trouble, fresh: null })
}

function read(key: string): Pick<Drawings, 'drawings' | 'trouble'> {
  const kept = localStorage.getItem(key)
  if (kept === null) return { drawings: [], trouble: null }
  const { drawings, faults } = readGeoJson(kept)
  // The next drawing overwrites it: what somebody may still want to rescue is put aside.
  if (faults.length > 0) localStorage.setItem(`${key}.unreadable`, kept)
  return {
    drawings: drawings.map((each, id) => ({ ...each, id })),
    trouble: faults.length > 0 ? 'unreadable' : null,
  }
}

const keyOf = (person: string): string => `drawings.${person}`
const nextId = (drawings: readonly Drawing[]): number =>
  drawings.reduce((most, { id }) => Math.max(most, id), -1) + 1
