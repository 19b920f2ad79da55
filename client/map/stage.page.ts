/** The page of the browser test beside it: the bare stage, with nothing on it. */
import { createStage } from './stage.ts'

const container = document.querySelector<HTMLElement>('#map')
if (!container) throw new Error('The page has no place for the map')
const stage = createStage(container, { theme: 'dark', language: 'zh' })

const page = {
  stage,
  /** Resolves once everything in view is drawn, fonts included. */
  async drawn() {
    await stage.ready
    stage.map.triggerRepaint()
    await stage.map.once('idle')
  },
  districts: () =>
    stage.map.queryRenderedFeatures({ layers: ['label-district'] }).map(({ properties }) => properties.name),
  /** Font files the map has loaded for its labels. */
  fonts: () =>
    [...document.fonts].filter(({ family, status }) => family.startsWith('maplibre') && status === 'loaded')
      .length,
}
export type StagePage = typeof page
Object.assign(window, { page })
