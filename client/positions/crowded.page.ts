/** The page of the browser test beside it: a city of movers with clusters and tails, and a map that follows one. */
import type { Assignment } from '#contract/assignments.ts'
import { fullFrameOf } from '#contract/frameEncoder.ts'
import type { ReceivedFix } from '#contract/positions.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { toggleFilter } from '../map/filter.ts'
import { toggleFollow, useFollowed } from '../map/follow.ts'
import { connectLayers } from '../map/layers.ts'
import { pickedAt } from '../map/pick.ts'
import { createStage } from '../map/stage.ts'
import { enterStage } from '../scene.ts'
import { selectMover } from '../selection.ts'
import { clusters } from './clusters.ts'
import { letInFrame } from './store.ts'
import { showTails } from './tailChoice.ts'

const container = document.querySelector<HTMLElement>('#map')
if (!container) throw new Error('The page has no place for the map')
const stage = createStage(container, { theme: 'dark', language: 'zh' })
connectLayers(stage)
enterStage(stage)
const seen = new Map<number, ReceivedFix>()

type Place = { readonly mover: number; readonly lng: number; readonly lat: number }

const page = {
  ready: stage.ready,
  stage,
  clusters,
  selectMover,
  showTails,
  toggleFollow,
  toggleFilter,
  followed: () => useFollowed.getState().mover,
  /** Makes these the only units, not yet seen anywhere, and the only tickets. */
  know(units: readonly Partial<Unit>[], tickets: readonly Partial<Ticket>[] = []) {
    seen.clear()
    useFacts.setState({
      units: new Map(units.map((unit) => [unit.id ?? 0, { ...plain, ...unit } as Unit])),
      tickets: new Map(tickets.map((ticket) => [ticket.id ?? 0, { ...waiting, ...ticket } as Ticket])),
      retired: new Map<number, Unit>(),
      activeByUnit: new Map<number, Assignment>(),
    })
  },
  /** A frame with these places, reported `ago` seconds back, and all that were reported before. */
  see(places: readonly Place[], ago = 0) {
    const at = Date.now() - ago * 1000
    for (const place of places) seen.set(place.mover, { ...unknown, at, received: at, ...place })
    return letInFrame(fullFrameOf([...seen.values()], Date.now()))
  },
  look: (lng: number, lat: number, zoom: number) => void stage.map.jumpTo({ center: [lng, lat], zoom }),
  pick(lng: number, lat: number) {
    return pickedAt(stage, stage.map.project([lng, lat]), 2)
  },
  /** Red, green, blue and alpha of the unit overlay, `right` and `down` pixels from a place. */
  pixel(lng: number, lat: number, right = 0, down = 0): number[] {
    const { x, y } = stage.map.project([lng, lat])
    const copy = document.createElement('canvas').getContext('2d', { colorSpace: 'srgb' })
    const canvas = [...document.querySelectorAll('canvas')].find((each) => each !== stage.map.getCanvas())
    if (!copy || !canvas) return []
    const scale = canvas.width / canvas.clientWidth
    copy.drawImage(canvas, (x + right) * scale, (y + down) * scale, 1, 1, 0, 0, 1, 1)
    return [...copy.getImageData(0, 0, 1, 1).data]
  },
  /** Waits for what software drawing takes a while to show. */
  async until(happened: () => boolean, what: string): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (happened()) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`It did not happen that ${what}`)
  },
}
export type TestPage = typeof page
Object.assign(window, { page })

const unknown = { speed: Number.NaN, heading: Number.NaN, accuracy: Number.NaN, source: 0, skew: 0 }
const plain: Partial<Unit> = {
  code: 'H001',
  kind: 'foot',
  organisation: 1,
  squad: '',
  squadEn: '',
  duty: 'on',
  tags: [],
  crew: [],
  sos: null,
}
const waiting: Partial<Ticket> = { state: 'filed', priority: 1, category: '0501', code: '1', address: '' }
