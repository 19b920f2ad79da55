/** For tests: what desks and crews do at random, late and out of order, to everything that stands on the board. */
import type { Assignment } from '#contract/assignments.ts'
import type { Board } from '#contract/board.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Random } from '../../scripts/simulate/random.ts'
import type { LivingConsole } from '../testing.live.ts'
import type { Person } from '../testing.ts'

export type Desk = Readonly<Record<'admin' | 'dispatcher' | 'duty' | 'supervisor', Person>> & {
  /** Of the feed that reports for all devices. */
  readonly token: string
}

/** `board`: as it was last seen. */
export type Scene = {
  readonly console: LivingConsole
  readonly desk: Desk
  readonly board: Board
  readonly now: number
  readonly random: Random
}

type Deed = (scene: Scene) => Promise<void>

/** What is refused is no matter here. */
export async function doSomething(scene: Scene): Promise<void> {
  for (let left = scene.random.pick([1, 1, 2, 3]); left > 0; left--) await scene.random.pick(deeds)(scene)
}

/** Told when it happened, or, by who was out of reach, some minutes after. */
const when = ({ now, random }: Scene): number =>
  now - Math.round(random.chance(0.5) ? 0 : random.between(1_000, 240_000))

const post = async (console: LivingConsole, who: Person, url: string, body: object): Promise<void> => {
  await console.app.inject({
    method: 'POST',
    url,
    headers: { cookie: who.cookie, 'idempotency-key': crypto.randomUUID() },
    payload: body,
  })
}

const ticketOf = ({ board, random }: Scene, is: (ticket: Ticket) => boolean): Ticket | undefined => {
  const fitting = board.tickets.filter(is)
  return fitting.length > 0 ? random.pick(fitting) : undefined
}

const open: Deed = ({ console, desk, random }) =>
  post(console, desk.dispatcher, '/api/tickets', {
    category: random.pick(['0501', '0205']),
    text: '设摊',
    address: '外滩',
    place: [121.4001, 31.205],
  })

const dispatch: Deed = async (scene) => {
  const ticket = ticketOf(scene, ({ state }) => state === 'filed')
  const busy = new Set(
    scene.board.assignments.filter(({ endedAt }) => endedAt === null).map(({ unit }) => unit),
  )
  const free = scene.board.units.filter(({ id, duty }) => duty === 'on' && !busy.has(id))
  if (!ticket || free.length === 0) return
  const body = { version: ticket.version, units: [scene.random.pick(free).id] }
  await post(scene.console, scene.desk.dispatcher, `/api/tickets/${ticket.id}/dispatch`, body)
}

const stepAfter: Readonly<Partial<Record<Assignment['state'], string>>> = {
  dispatched: 'accept',
  accepted: 'depart',
  enroute: 'arrive',
  onscene: 'report',
  reported: 'finish',
}

const step: Deed = async (scene) => {
  const active = scene.board.assignments.filter(({ endedAt }) => endedAt === null)
  if (active.length === 0) return
  const { id, state, version } = scene.random.pick(active)
  const report = { disposition: 'persuade', text: '已劝离', photos: [] }
  const body = { version, at: when(scene), ...(state === 'onscene' && { report }) }
  await post(scene.console, scene.desk.dispatcher, `/api/assignments/${id}/${stepAfter[state]}`, body)
}

const check: Deed = async (scene) => {
  const ticket = ticketOf(scene, ({ state }) => state === 'reported')
  if (!ticket) return
  const body = { version: ticket.version, passed: scene.random.chance(0.7), note: '核查' }
  await post(scene.console, scene.desk.supervisor, `/api/tickets/${ticket.id}/check`, body)
}

const cancel: Deed = async (scene) => {
  const ticket = ticketOf(scene, ({ state }) => state === 'filed')
  if (!ticket || scene.random.chance(0.5)) return
  const body = { version: ticket.version, reason: '误报' }
  await post(scene.console, scene.desk.dispatcher, `/api/tickets/${ticket.id}/cancel`, body)
}

const note: Deed = async (scene) => {
  const ticket = ticketOf(scene, () => true)
  if (!ticket) return
  const body = { text: '补充', at: when(scene) }
  await post(scene.console, scene.desk.dispatcher, `/api/tickets/${ticket.id}/note`, body)
}

const duty: Deed = async ({ console, desk, board, random }) => {
  const unit = random.pick(board.units)
  const body = { version: unit.version, duty: random.pick(['on', 'on', 'break', 'off']) }
  await post(console, desk.duty, `/api/units/${unit.id}/duty`, body)
}

const hold: Deed = async (scene) => {
  const ticket = ticketOf(scene, ({ closedAt }) => closedAt === null)
  if (!ticket) return
  const { cookie } = scene.random.pick([scene.desk.dispatcher, scene.desk.duty])
  const url = `/api/tickets/${ticket.id}/hold`
  // Renewals are not told: one who holds it already gives it up.
  if (scene.board.holds.some((each) => each.ticket === ticket.id)) {
    await scene.console.app.inject({ method: 'DELETE', url, headers: { cookie } })
  } else await scene.console.app.inject({ method: 'POST', url, headers: { cookie }, payload: {} })
}

const acknowledge: Deed = async (scene) => {
  const ticket = ticketOf(scene, ({ priority, state }) => priority === 1 && state === 'filed')
  if (!ticket) return
  const body = { key: `p1/${ticket.id}`, since: ticket.openedAt }
  await post(scene.console, scene.desk.dispatcher, '/api/alarms/acknowledge', body)
}

const offer: Deed = async (scene) => {
  const ticket = ticketOf(scene, ({ state }) => state === 'filed')
  if (!ticket) return
  const body = { partner: 1, text: '请协助', metres: 200, hours: 4 }
  await post(scene.console, scene.desk.dispatcher, `/api/tickets/${ticket.id}/offer`, body)
}

const order: Deed = ({ console, desk }) =>
  post(console, desk.dispatcher, '/api/rounds', {
    mode: 'foot',
    stops: [{ name: '点位', place: [121.4737, 31.2304] }],
    reason: '加强巡查',
  })

const register: Deed = ({ console, desk, random }) =>
  post(console, desk.admin, '/api/devices', {
    id: `C${Math.floor(random.between(0, 8))}`,
    protocol: 'http',
    ...(random.chance(0.2) && { unit: 1 }),
  })

const squad = { name: '机动组', nameEn: 'Reserve', organisation: 2, tags: ['standby'], vehicle: null }

const addUnit: Deed = ({ console, desk, random }) =>
  post(console, desk.admin, '/api/units', {
    code: `N${Math.floor(random.between(0, 100))}`.padEnd(3, '0'),
    kind: random.pick(['foot', 'car']),
    ...squad,
  })

const retireUnit: Deed = async ({ console, desk, board, random }) => {
  const { id, retired } = random.pick(board.units)
  const url = `/api/units/${id}/${retired ? 'restore' : 'retire'}`
  await post(console, desk.admin, url, { reason: '调整编制' })
}

const deeds: readonly Deed[] = [
  open,
  open,
  dispatch,
  dispatch,
  step,
  step,
  step,
  check,
  cancel,
  note,
  duty,
  hold,
  acknowledge,
  offer,
  order,
  register,
  addUnit,
  retireUnit,
]
