/** Why a unit cannot be sent, and why an assignment cannot be moved. */
import type { Assignment } from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import { Refused } from '../errors.ts'
import { isRetired } from '../units/register.ts'
import type { UnitForDispatch } from './queries.ts'

/** The unit, when it can be sent; else throws the one reason why not. */
export function canGo(id: number, units: readonly UnitForDispatch[]): UnitForDispatch {
  const unit = units.find((each) => each.id === id)
  if (!unit)
    throw new Refused(
      400,
      'no_unit',
      { zh: `没有编号为 ${id} 的力量`, en: `There is no unit ${id}` },
      'body/units',
    )
  if (unit.retired) throw isRetired(unit.code)
  if (unit.busyWith) {
    throw new Refused(409, 'unit_taken', {
      zh: `${unit.code} 已由 ${unit.busyBy} 派往案件 ${unit.busyWith}，请选择其他力量`,
      en: `${unit.busyBy} has already sent ${unit.code} to ticket ${unit.busyWith}; choose another unit`,
    })
  }
  if (unit.duty !== 'on' || unit.sos) {
    throw new Refused(409, 'unit_unavailable', {
      zh: `${unit.code} ${unit.sos ? '正在紧急求助' : '不在岗'}，请选择其他力量`,
      en: `${unit.code} ${unit.sos ? 'has raised SOS' : 'is not on duty'}; choose another unit`,
    })
  }
  return unit
}

/** Somebody was faster, and has let the unit go again since. */
export const justTaken = () =>
  new Refused(409, 'unit_taken', {
    zh: '力量刚被他人派出，请重新选择',
    en: 'A unit was just sent elsewhere; choose again',
  })

export const noAssignment = (id: number) =>
  new Refused(
    404,
    'no_assignment',
    { zh: `没有编号为 ${id} 的任务`, en: `There is no assignment ${id}` },
    'params/id',
  )

export const staleAssignment = (assignment: Assignment) =>
  new Refused(409, 'stale', {
    zh: '该任务的状态已更新，请查看最新状态后再操作',
    en: `This assignment is ${assignment.state} meanwhile; look at its newest state and try again`,
  })

export const notNow = (assignment: Assignment) =>
  new Refused(409, 'not_now', {
    zh: '任务当前状态不允许此操作',
    en: `The assignment is ${assignment.state}; this is not possible now`,
  })

export const tooLateToWithdraw = () =>
  new Refused(409, 'too_late', {
    zh: '派出已超过 20 秒，请说明理由后撤回',
    en: 'It was sent more than 20 s ago; recall it with a reason',
  })

/** What the person confirmed to drop is not, or not any more, less urgent work that can be left. */
export const cannotDrop = (dropped: Ticket | undefined, ticket: Ticket) =>
  new Refused(
    409,
    'cannot_preempt',
    dropped && dropped.priority <= ticket.priority
      ? {
          zh: `案件 ${dropped.code} 为 P${dropped.priority}，不低于 P${ticket.priority}，其力量不能调用`,
          en: `Ticket ${dropped.code} is P${dropped.priority}, no less urgent than P${ticket.priority}; its unit stays`,
        }
      : {
          zh: '拟放下的任务已变化，请查看最新状态后再派',
          en: 'The work to be dropped has changed; look at its newest state and send again',
        },
    'body/preempt',
  )
