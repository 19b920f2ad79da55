/** Reads the lines that move units: dispatch, reassign, recall, and the steps that a crew told by radio. */
import {
  type Assignment,
  type AssignmentCommand,
  movesOf,
  type ReassignReason,
  reassignReasons,
} from '#contract/assignments.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'
import { type Plan, planDispatch, preemptedBy, sentenceOf } from '../dispatch/plan.ts'
import type { Words } from '../ui/words/chinese.ts'
import { movable, need, oneCase, oneUnit, type Reader, type World } from './reading.ts'

/** `D case unit…`: busy units too, where the case is more urgent than what they are on. */
export const readDispatch: Reader = ([code, ...codes], world) => {
  const { words, may } = world
  need(code && codes.length > 0, words.desk.line.needs('D 26112300 H017 H042'))
  need(may('ticket.dispatch'), words.desk.line.notAllowed)
  const ticket = movable(code, 'dispatch', world)
  const units = [...new Set(codes.map((each) => oneUnit(each, world)))]
  const plan = possible(ticket, units, world)
  return {
    order: { verb: 'dispatch', ticket, units, preempt: preemptedBy(plan) },
    sentence: sentenceOf(ticket, plan, words, world.now),
  }
}

/** `R case old new reason`: the reason is a digit or a word of the six, and what follows it a note. */
export const readReassign: Reader = ([code, oldCode, newCode, why, ...rest], world) => {
  const { words, may } = world
  need(code && oldCode && newCode && why, words.desk.line.needs(`R 26112300 H017 H042 1-6: ${six(words)}`))
  need(may('ticket.dispatch'), words.desk.line.notAllowed)
  const ticket = movable(code, 'dispatch', world)
  const assignment = sentTo(ticket, oneUnit(oldCode, world), 'recall', world)
  const unit = oneUnit(newCode, world)
  const reason = reasonOf(why, words)
  need(reason, words.sending.codes(six(words)))
  const plan = possible(ticket, [unit], world)
  const note = rest.join(' ')
  const order = { assignment, unit: unit.id, reason, preempt: preemptedBy(plan), ...(note ? { note } : {}) }
  const old = world.units.get(assignment.unit)?.code ?? ''
  const told = words.sending.reassigned(old, unit.code, ticket.code, words.sending.reassignReasons[reason])
  const sentence = [note ? `${told} ${note}` : told, sentenceOf(ticket, plan, words, world.now)]
  return { order: { verb: 'reassign', ticket, ...order }, sentence: sentence.join(words.sending.join) }
}

export const readRecall: Reader = ([code, unitCode, ...reasons], world) => {
  const { words, may } = world
  const reason = reasons.join(' ')
  need(code && unitCode && reason, words.desk.line.needs(`X 26112300 H017 ${words.screen.reason}`))
  need(may('assignment.recall'), words.desk.line.notAllowed)
  const ticket = oneCase(code, world)
  const unit = oneUnit(unitCode, world)
  const assignment = sentTo(ticket, unit, 'recall', world)
  return {
    order: { verb: 'recall', assignment, reason },
    sentence: words.desk.line.recall(unit.code, ticket.code, reason),
  }
}

/** `A unit`: the crew said by radio that it is there. */
export const readArrived: Reader = ([code], world) => {
  const { words } = world
  const { unit, assignment, ticket } = taskOf(code, 'A H017', world)
  const state = words.assignmentStates[assignment.state]
  need(allowed(unit, 'arrive', assignment), words.sending.cannotArrive(unit.code, state))
  return {
    order: { verb: 'arrive', assignment },
    sentence: words.sending.arrived(unit.code, ticket?.code ?? ''),
  }
}

/** `F unit`: the crew is done; without its report it is not, for nothing is closed without evidence. */
export const readFree: Reader = ([code], world) => {
  const { words } = world
  const { unit, assignment, ticket } = taskOf(code, 'F H017', world)
  const state = words.assignmentStates[assignment.state]
  need(allowed(unit, 'finish', assignment), words.sending.cannotFinish(unit.code, state))
  return {
    order: { verb: 'finish', assignment },
    sentence: words.sending.finished(unit.code, ticket?.code ?? ''),
  }
}

const allowed = ({ kind }: Unit, command: AssignmentCommand, { state }: Assignment): boolean =>
  movesOf[kind][command].from.includes(state)

function taskOf(code: string | undefined, form: string, world: World) {
  const { words, may, activeByUnit, tickets } = world
  need(code, words.desk.line.needs(form))
  need(may('assignment.step'), words.desk.line.notAllowed)
  const unit = oneUnit(code, world)
  const assignment = activeByUnit.get(unit.id)
  need(assignment, words.sending.noTask(unit.code))
  return { unit, assignment, ticket: tickets.get(assignment.ticket) }
}

function sentTo(ticket: Ticket, unit: Unit, command: AssignmentCommand, world: World): Assignment {
  const sent = [...world.assignments.values()].find(
    (each) => each.ticket === ticket.id && each.unit === unit.id && allowed(unit, command, each),
  )
  need(sent, world.words.desk.line.notSent(unit.code, ticket.code))
  return sent
}

function possible(ticket: Ticket, units: readonly Unit[], world: World): Plan {
  const ids = units.map(({ id }) => id)
  const wayOf = (unit: number) => world.wayTo(ticket.id, unit)
  const plan = planDispatch(ticket, ids, { ...world, wayOf }, world.words)
  need(plan.problems.length === 0, plan.problems.join(world.words.sending.join))
  return plan
}

const six = ({ sending }: Words): string =>
  reassignReasons.map((reason, i) => `${i + 1} ${sending.reassignReasons[reason]}`).join(' · ')

/** Its digit, its word in the contract, or the whole of its words on the screen. */
const reasonOf = (text: string, { sending }: Words): ReassignReason | undefined =>
  reassignReasons.find(
    (reason, i) =>
      text === String(i + 1) || text.toLowerCase() === reason || text === sending.reassignReasons[reason],
  )
