/** Views of the map that a person keeps by name: where it looks and which units it shows; in this browser only. */
import { useScene } from '../scene.ts'
import { useSession } from '../session.ts'
import { everything, type Filter, sorts, useFilter } from './filter.ts'

type View = {
  readonly center: readonly [number, number]
  readonly zoom: number
  readonly filter: { readonly [Sort in keyof Filter]: readonly unknown[] }
}

export const viewNames = (): readonly string[] => Object.keys(kept())

export function openView(name: string): void {
  const view = kept()[name]
  if (!view) return
  const sets = Object.fromEntries(sorts.map((sort) => [sort, new Set(view.filter[sort])]))
  useFilter.setState({ ...everything, ...(sets as unknown as Filter) })
  useScene.getState().stage?.camera.flyTo([...view.center], view.zoom)
}

export function saveView(name: string): void {
  const map = useScene.getState().stage?.map
  if (!map) return
  const { lng, lat } = map.getCenter()
  const filter = useFilter.getState()
  const lists = { kinds: [], statuses: [], tags: [], organisations: [] }
  const chosen = Object.fromEntries(sorts.map((sort) => [sort, [...filter[sort]]]))
  keep({ ...kept(), [name]: { center: [lng, lat], zoom: map.getZoom(), filter: { ...lists, ...chosen } } })
}

export function deleteView(name: string): void {
  keep(Object.fromEntries(Object.entries(kept()).filter(([each]) => each !== name)))
}

/** What was kept may be older than this build, or not readable: then there are no views. */
function kept(): Readonly<Record<string, View>> {
  try {
    const told: unknown = JSON.parse(localStorage.getItem(place()) ?? '{}')
    return typeof told === 'object' && told !== null ? (told as Record<string, View>) : {}
  } catch {
    return {}
  }
}

const keep = (views: Readonly<Record<string, View>>): void =>
  localStorage.setItem(place(), JSON.stringify(views))

/** Each person's own, on a machine that many use. */
function place(): string {
  const session = useSession.getState()
  return `views/${session.state === 'signed-in' ? session.session.account.username : ''}`
}
