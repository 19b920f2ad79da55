/** The crews: they accept what they are sent to, go there, report with a photo, and are free again. */
import type { Assignment, AssignmentCommand, AssignmentState, Disposition } from '#contract/assignments.ts'
import { isActive } from '#contract/assignments.ts'
import type { Api } from './api.ts'
import type { Fleet } from './fleet.ts'
import { drawPhoto } from './photo.ts'
import type { Random } from './random.ts'
import type { Watch } from './watch.ts'

export type Crews = {
  /** Begins every step that is due; answers at once. Call it each second. */
  work(now: number): void
}

type Plan = { state: AssignmentState; due: number; busy: boolean }

/** Seconds a crew takes before the step that follows a state. */
const hesitation: Partial<Record<AssignmentState, readonly [number, number]>> = {
  dispatched: [4, 15],
  accepted: [5, 20],
  enroute: [0, 2],
  onscene: [40, 150],
  reported: [8, 30],
}

const RETRY_MS = 10_000
const DECLINED_SHARE = 0.03

export function createCrews(needs: {
  readonly watch: Watch
  readonly fleet: Fleet
  readonly random: Random
  /** The leader of a unit's crew, signed in; undefined: a person plays this one. */
  readonly leaderOf: (unit: number) => Api | undefined
}): Crews {
  const { watch, fleet, random, leaderOf } = needs
  const plans = new Map<number, Plan>()
  const away = new Map<number, number>()

  const planOf = (assignment: Assignment, now: number): Plan => {
    const known = plans.get(assignment.id)
    if (known?.state === assignment.state) return known
    const [least, most] = hesitation[assignment.state] ?? [0, 0]
    const plan = { state: assignment.state, due: now + random.between(least, most) * 1000, busy: false }
    plans.set(assignment.id, plan)
    return plan
  }
  const setOut = ({ id, unit, ticket }: Assignment) => {
    const place = watch.tickets.get(ticket)?.place
    if (!place || away.get(unit) === id) return
    away.set(unit, id)
    fleet.send(unit, place)
  }
  const comeHome = () => {
    for (const [unit, id] of away) {
      const assignment = watch.assignments.get(id)
      if (assignment && isActive(assignment)) continue
      away.delete(unit)
      fleet.release(unit)
    }
  }
  const step = async (assignment: Assignment, leader: Api, plan: Plan, now: number) => {
    plan.busy = true
    try {
      const { command, ...more } = await nextStep(assignment, leader, random)
      const changed = await leader.command<Assignment>(`/api/assignments/${assignment.id}/${command}`, {
        version: assignment.version,
        ...more,
      })
      watch.letIn({ assignments: [changed] })
    } catch {
      // Somebody was quicker, or the server is away: the log will tell, and then the crew decides anew.
      plan.due = now + RETRY_MS
    } finally {
      plan.busy = false
    }
  }

  return {
    work(now) {
      comeHome()
      for (const assignment of watch.assignments.values()) {
        if (!isActive(assignment)) {
          plans.delete(assignment.id)
          continue
        }
        // Also when a person plays the crew: the unit on the map follows what the person says.
        if (assignment.state === 'enroute') setOut(assignment)
        const leader = leaderOf(assignment.unit)
        if (!leader) continue
        const plan = planOf(assignment, now)
        if (plan.busy || now < plan.due) continue
        if (assignment.state === 'enroute' && !fleet.isThere(assignment.unit)) continue
        void step(assignment, leader, plan, now)
      }
    },
  }
}

type Step = { readonly command: AssignmentCommand; readonly reason?: string; readonly report?: unknown }

async function nextStep({ state }: Assignment, leader: Api, random: Random): Promise<Step> {
  switch (state) {
    case 'dispatched':
      return random.chance(DECLINED_SHARE)
        ? { command: 'decline', reason: random.pick(excuses) }
        : { command: 'accept' }
    case 'accepted':
      return { command: 'depart' }
    case 'enroute':
      return { command: 'arrive' }
    case 'onscene':
      return { command: 'report', report: await makeReport(leader, random) }
    case 'reported':
      return { command: 'finish' }
    default:
      throw new Error(`nothing follows ${state}`)
  }
}

const excuses = [
  '正在处置其他现场，暂时无法脱身',
  '车辆故障，等待救援',
  '执法记录仪电量不足，返回更换',
] as const

async function makeReport(leader: Api, random: Random) {
  const { disposition, text } = random.weighted(findings, ({ share }) => share)
  const before = await leader.photo(drawPhoto(random))
  const after = await leader.photo(drawPhoto(random))
  return { disposition, text, photos: [before, after], before: [before] }
}

const findings: readonly {
  readonly disposition: Disposition
  readonly share: number
  readonly text: string
}[] = [
  { disposition: 'persuade', share: 34, text: '到场核实情况属实，经劝导当事人已自行整改，现场已恢复整洁。' },
  {
    disposition: 'persuade',
    share: 22,
    text: '已对当事人进行教育劝阻，当事人配合离开，后续加强该点位巡查。',
  },
  {
    disposition: 'order',
    share: 26,
    text: '情况属实，已开具责令整改通知书，要求当日内整改完毕，将安排复查。',
  },
  {
    disposition: 'no_penalty',
    share: 7,
    text: '当事人系初次违法且及时改正，依法不予处罚，已宣传告知相关规定。',
  },
  { disposition: 'file_case', share: 7, text: '当事人拒不改正，已现场取证并制作笔录，予以立案查处。' },
  { disposition: 'transfer', share: 2, text: '经核实不属城管执法职责，已固定证据并移送相关部门处理。' },
  {
    disposition: 'not_found',
    share: 2,
    text: '到场巡查未发现反映的情况，已拍照留存，将在重点时段再次巡查。',
  },
]
