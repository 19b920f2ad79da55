/** The shown moment as an address: time, view, selection, layers and filters, there and back. */
import { type Knowing, knowings } from '#contract/replay.ts'
import { useClock } from '../clock.ts'
import { everything, type Filter, sorts, useFilter } from '../map/filter.ts'
import { type Shown, useShown } from '../map/shown.ts'
import { useScene } from '../scene.ts'
import { useSelection } from '../selection.ts'
import { enterLately, enterReplay, setKnowing } from './machine.ts'

export const REPLAY = '/replay'

/** As it is now; the path alone where it is live. */
export function addressNow(): string {
  const { clock } = useClock.getState()
  if (clock.mode === 'live') return REPLAY
  const { ticket, mover } = useSelection.getState()
  const pairs = {
    at: String(clock.at),
    by: clock.knowing === 'happened' ? '' : clock.knowing,
    ...viewNow(),
    ticket: ticket === null ? '' : String(ticket),
    unit: mover === null ? '' : String(mover),
    filter: spelledFilter(useFilter.getState()),
    layers: spelledLayers(useShown.getState()),
  }
  const query = new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== ''))
  return `${REPLAY}?${query}`
}

/** Shows what an address of the past names; what it does not name stays. */
export function openAddress(search: string): void {
  const query = new URLSearchParams(search)
  const at = Number(query.get('at') ?? Number.NaN)
  const knowing = knowingOf(query.get('by'))
  if (Number.isFinite(at) && at > 0) enterReplay(at, knowing)
  else {
    enterLately()
    if (knowing.knowing) setKnowing(knowing.knowing)
  }
  const [ticket, unit] = [numberOf(query.get('ticket')), numberOf(query.get('unit'))]
  if (ticket !== null) useSelection.setState({ ticket, chosen: [] })
  if (unit !== null) useSelection.setState({ mover: unit })
  const [filter, layers] = [query.get('filter'), query.get('layers')]
  if (filter !== null) useFilter.setState(readFilter(filter))
  if (layers !== null) useShown.setState(readLayers(layers))
  const view = [query.get('lng'), query.get('lat'), query.get('z')].map(numberOf)
  if (view.every((each) => each !== null)) lookAt(...(view as [number, number, number]))
}

const knowingOf = (text: string | null): { readonly knowing?: Knowing } => {
  const knowing = knowings.find((each) => each === text)
  return knowing ? { knowing } : {}
}

const numberOf = (text: string | null): number | null =>
  text === null || text === '' || !Number.isFinite(Number(text)) ? null : Number(text)

function viewNow(): Readonly<Record<string, string>> {
  const map = useScene.getState().stage?.map
  if (!map) return {}
  const { lng, lat } = map.getCenter()
  return { lng: lng.toFixed(6), lat: lat.toFixed(6), z: map.getZoom().toFixed(3) }
}

/** As soon as there is a map. */
function lookAt(lng: number, lat: number, zoom: number): void {
  const { stage } = useScene.getState()
  if (stage) {
    stage.map.jumpTo({ center: [lng, lat], zoom })
    return
  }
  const stop = useScene.subscribe((scene) => {
    if (!scene.stage) return
    stop()
    scene.stage.map.jumpTo({ center: [lng, lat], zoom })
  })
}

/** `kinds:car,foot;tags:night`. */
export const spelledFilter = (filter: Filter): string =>
  sorts
    .filter((sort) => filter[sort].size > 0)
    .map((sort) => `${sort}:${[...filter[sort]].join(',')}`)
    .join(';')

export function readFilter(text: string): Filter {
  const chosen = text.split(';').flatMap((part) => {
    const [sort, values = ''] = part.split(':')
    const known = sorts.find((each) => each === sort)
    if (!known) return []
    const all = values.split(',').filter(Boolean)
    return [[known, new Set<unknown>(known === 'organisations' ? all.map(Number) : all)] as const]
  })
  return { ...everything, ...Object.fromEntries(chosen) }
}

/** The names of those that are on. */
export const spelledLayers = (shown: Shown): string =>
  Object.entries(shown)
    .filter(([, on]) => on)
    .map(([name]) => name)
    .join(',') || 'none'

export function readLayers(text: string): Shown {
  const on = new Set(text.split(','))
  const names = Object.keys(useShown.getState()) as (keyof Shown)[]
  return Object.fromEntries(names.map((name) => [name, on.has(name)])) as Shown
}
