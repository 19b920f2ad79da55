/** The page of the browser test beside it: the map with its tools and the desk's keys, and units where the test wants them. */
import { createRoot } from 'react-dom/client'
import '@fontsource-variable/noto-sans-sc/wght.css'
import { fullFrameOf } from '#contract/frameEncoder.ts'
import type { Session } from '#contract/session.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import { listenForKeys } from '../../desk/keys.ts'
import { useFacts } from '../../facts.ts'
import { letInFrame } from '../../positions/store.ts'
import { useScene } from '../../scene.ts'
import { useSelection } from '../../selection.ts'
import { useSession } from '../../session.ts'
import { MapPane } from '../../ui/MapPane.tsx'
import { applyTheme } from '../../ui/theme.ts'
import '../../ui/base.css'
import '../../ui/forms.css'
import '../../ui/rows.css'
import { useDrawings } from './drawings.ts'
import { MapTools } from './MapTools.tsx'
import { useHand } from './store.ts'

const root = document.querySelector('#map')
if (!root) throw new Error('The page has no place for the map')
const account = { username: 'dispatcher', role: 'dispatcher' } as Session['account']
useSession.setState({ state: 'signed-in', session: { account } as Session })
applyTheme('dark')
document.documentElement.style.fontSize = '14px'
listenForKeys()
createRoot(root).render(
  <MapPane legend={false}>
    <MapTools />
  </MapPane>,
)

type Placed = { readonly id: number; readonly lng: number; readonly lat: number }

const page = {
  async ready() {
    while (!useScene.getState().stage) await new Promise((resolve) => setTimeout(resolve, 50))
  },
  /** Makes these the only units and open cases. */
  show(units: readonly Placed[], tickets: readonly Placed[] = []) {
    const now = Date.now()
    useFacts.setState({
      units: new Map(units.map(({ id }) => [id, { ...plainUnit, id, code: `H${id}` }])),
      tickets: new Map(
        tickets.map(({ id, lng, lat }) => [
          id,
          { ...plainTicket, id, place: [lng, lat], openedAt: now } as Ticket,
        ]),
      ),
    })
    letInFrame(
      fullFrameOf(
        units.map(({ id, ...at }) => ({ ...standing, ...at, mover: id, at: now, received: now })),
        now,
      ),
    )
  },
  look: (lng: number, lat: number, zoom: number) =>
    void useScene.getState().stage?.map.jumpTo({ center: [lng, lat], zoom }),
  /** Where a place is in the page. */
  pixel(lng: number, lat: number): [number, number] {
    const at = useScene.getState().stage?.map.project([lng, lat])
    return [at?.x ?? 0, at?.y ?? 0]
  },
  hand: useHand.getState,
  selection: useSelection.getState,
  drawings: () => useDrawings.getState().drawings,
  gestures() {
    const map = useScene.getState().stage?.map
    return [map?.dragPan, map?.doubleClickZoom, map?.keyboard].map((each) => each?.isEnabled())
  },
  choose: (ticket: number | null, mover: number | null) =>
    useSelection.setState({ ticket, mover, chosen: [] }),
}
export type ToolsPage = typeof page
Object.assign(window, { page })

const unheard = Number.NaN
const standing = { speed: unheard, heading: unheard, accuracy: unheard, source: 0, skew: 0 }
const plainUnit: Unit = {
  id: 0,
  version: 1,
  code: '',
  name: '',
  nameEn: '',
  kind: 'car',
  organisation: 1,
  squad: '',
  squadEn: '',
  district: null,
  duty: 'on',
  tags: [],
  crew: [],
  sos: null,
}
const plainTicket = {
  version: 1,
  code: '261125001',
  state: 'filed',
  priority: 2,
  category: '0501',
  text: '',
  address: '',
  closedAt: null,
}
