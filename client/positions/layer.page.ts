/** The page of the browser test beside it: a stage with its layers, fed with frames as the socket feeds them. */
import { createFrameEncoder } from '#contract/frame.ts'
import type { Fix } from '#contract/positions.ts'
import type { Unit } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { connectLayers } from '../map/layers.ts'
import { pickedAt } from '../map/picking.ts'
import { createStage } from '../map/stage.ts'
import { letInFrame, reckonedPlace } from './store.ts'

const container = document.querySelector<HTMLElement>('#map')
if (!container) throw new Error('The page has no place for the map')
const stage = createStage(container, {
  theme: 'dark',
  language: 'zh',
  home: { center: [121.48, 31.23], zoom: 14 },
})
connectLayers(stage)
const encoder = createFrameEncoder()

const page = {
  ready: stage.ready,
  stage,
  useFacts,
  units(units: readonly Unit[]) {
    useFacts.setState({ units: new Map(units.map((unit) => [unit.id, unit])) })
  },
  frame(fixes: readonly Fix[]) {
    return letInFrame(encoder.full(fixes, Date.now()), Date.now())
  },
  look(lng: number, lat: number, zoom: number) {
    stage.map.jumpTo({ center: [lng, lat], zoom })
  },
  pick: (x: number, y: number) => pickedAt(stage, { x, y }, 3),
  project: (lng: number, lat: number) => stage.map.project([lng, lat]),
  reckoned: (mover: number) => reckonedPlace(mover, Date.now()),
}
export type TestPage = typeof page
Object.assign(window, { page })
