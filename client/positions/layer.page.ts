/** The page of the browser test beside it: a stage with its layers under the top bar, fed with frames as the socket feeds them. */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { Assignment } from '#contract/assignments.ts'
import { fullFrameOf } from '#contract/frameEncoder.ts'
import type { Fix, ReceivedFix } from '#contract/positions.ts'
import type { Unit } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { connectLayers } from '../map/layers.ts'
import { pickedAt } from '../map/pick.ts'
import { createStage } from '../map/stage.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { letInFrame, reckonedPlace } from './store.ts'

const container = document.querySelector<HTMLElement>('#map')
if (!container) throw new Error('The page has no place for the map')
const stage = createStage(container, { theme: 'dark', language: 'zh' })
let drawnLayers: readonly { id: string; props: { data?: unknown } }[] = []
connectLayers({
  ...stage,
  setUnits(layers) {
    drawnLayers = layers
    stage.setUnits(layers)
  },
})

const bar = document.createElement('div')
document.body.append(bar)
createRoot(bar).render(createElement(TopBar))

/** A fix `age` seconds old. */
type Seen = Pick<Fix, 'mover' | 'lng' | 'lat'> & Partial<Fix> & { readonly age: number }

const page = {
  ready: stage.ready,
  stage,
  /** Makes these the only units and these the only fixes. */
  show(units: readonly Partial<Unit>[], seen: readonly Seen[]) {
    const whole = units.map(
      (unit): Unit => ({ ...plain, ...unit, code: `H${String(unit.id).padStart(3, '0')}` }),
    )
    useFacts.setState({ units: new Map(whole.map((unit) => [unit.id, unit])) })
    const now = Date.now()
    const fixes = seen.map(({ age, ...fix }): ReceivedFix => {
      const at = now - age * 1000
      return { ...unknown, at, received: at, ...fix }
    })
    return letInFrame(fullFrameOf(fixes, now))
  },
  onScene(units: readonly number[]) {
    const active = units.map((unit) => [unit, { unit, state: 'onscene' } as Assignment] as const)
    useFacts.setState({ activeByUnit: new Map(active) })
  },
  look: (lng: number, lat: number, zoom: number) => void stage.map.jumpTo({ center: [lng, lat], zoom }),
  /** Waits until a mover is on the screen, which may take a while with software drawing. */
  async drawn(mover: number) {
    for (let tries = 0; tries < 300; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      const [x, y] = page.reckonedPixel(mover)
      if (page.pick(x, y)?.id === mover) return
    }
    throw new Error(`Mover ${mover} did not appear where it is reckoned to be`)
  },
  pick: (x: number, y: number) => pickedAt(stage, { x, y }, 4),
  reckonedPixel(mover: number): [number, number] {
    const { x, y } = stage.map.project(reckonedPlace(mover, Date.now()) ?? [0, 0])
    return [x, y]
  },
  /** Red, green, blue and alpha of the unit overlay at a place. */
  pixel: (lng: number, lat: number): number[] => page.pixels(lng, lat, 1, 1)[0] ?? [],
  /** The same of a block with the place in its middle, row by row. */
  pixels(lng: number, lat: number, width: number, height: number): number[][] {
    const { x, y } = stage.map.project([lng, lat])
    const copy = document.createElement('canvas').getContext('2d', { colorSpace: 'srgb' })
    const canvas = [...document.querySelectorAll('canvas')].find((each) => each !== stage.map.getCanvas())
    if (!copy || !canvas) return []
    const scale = canvas.width / canvas.clientWidth
    const [left, top] = [x * scale - (width - 1) / 2, y * scale - (height - 1) / 2]
    copy.canvas.width = width
    copy.canvas.height = height
    copy.drawImage(canvas, left, top, width, height, 0, 0, width, height)
    const { data } = copy.getImageData(0, 0, width, height)
    return Array.from({ length: width * height }, (_, i) => [...data.slice(i * 4, i * 4 + 4)])
  },
  /** What the top bar counts, once it has counted again. */
  async counts(): Promise<Record<string, string>> {
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const counted = [...document.querySelectorAll<HTMLElement>('[data-testid^=count-]')]
    return Object.fromEntries(
      counted.map(({ dataset, textContent }) => [dataset.testid?.slice(6) ?? '', textContent]),
    )
  },
  /** The labels of movers, once one begins like this: the font comes with the first. */
  async labels(beginning: string): Promise<string[]> {
    for (let tries = 0; tries < 300; tries++) {
      const data = drawnLayers.find(({ id }) => id === 'mover-labels')?.props.data
      const texts = ((data ?? []) as { text: string }[]).map(({ text }) => text)
      if (texts.some((text) => text.startsWith(beginning))) return texts
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return []
  },
}
export type TestPage = typeof page
Object.assign(window, { page })

const unknown = { speed: Number.NaN, heading: Number.NaN, accuracy: Number.NaN, source: 0, skew: 0 }
const plain: Unit = {
  id: 0,
  version: 1,
  code: '',
  name: '',
  nameEn: '',
  kind: 'foot',
  organisation: 1,
  squad: '',
  squadEn: '',
  district: null,
  duty: 'on',
  tags: [],
  crew: [],
  sos: null,
}
