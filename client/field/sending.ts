/** Empties the outbox in order whenever the server can be reached; a lost answer is asked for again with the same key. */
import {
  acceptAssignment,
  arriveAssignment,
  declineAssignment,
  departAssignment,
  finishAssignment,
  reportAssignment,
  requestBackup,
} from '#contract/assignments.ts'
import { noteTicket } from '#contract/ticketCommands.ts'
import { openTicket } from '#contract/tickets.ts'
import { call, Refusal } from '../api.ts'
import { letIn, useFacts } from '../facts.ts'
import { useLink } from '../link.ts'
import { sendRoundStep } from '../patrols/phone/sending.ts'
import { comesBack } from './comesBack.ts'
import { changeOutbox } from './keeping.ts'
import { type Answer, afterRefused, afterSent, type Item, type StepItem, useOutbox } from './outbox.ts'
import { forgetPhoto, keptPhoto, uploadPhoto } from './photos.ts'

const TRY_AGAIN_AFTER = 3000
/** A command over a line that hangs is given up, and asked for again with its key. */
const PATIENCE = 15_000

/** Sends while the screen is shown; answers how to stop. */
export function sendOutbox(): () => void {
  let busy = false
  let stopped = false
  let timer: number | undefined
  const run = async () => {
    if (busy || stopped) return
    busy = true
    window.clearTimeout(timer)
    const rested = await sendAll(() => stopped)
    busy = false
    if (!rested && !stopped) timer = window.setTimeout(() => void run(), TRY_AGAIN_AFTER)
  }
  const wake = () => void run()
  const stops = [
    useOutbox.subscribe(({ items }, before) => items.length > before.items.length && wake()),
    useLink.subscribe(({ state }, before) => state === 'live' && before.state !== 'live' && wake()),
  ]
  window.addEventListener('online', wake)
  wake()
  return () => {
    stopped = true
    for (const stop of stops) stop()
    window.removeEventListener('online', wake)
    window.clearTimeout(timer)
  }
}

/** Answers false where the rest has to wait for the server. */
async function sendAll(isStopped: () => boolean): Promise<boolean> {
  while (!isStopped()) {
    const [item] = useOutbox.getState().items
    if (!item) return true
    try {
      const answer = await send(item)
      await changeOutbox((box) => afterSent(box, item, answer))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (comesBack(error)) return false
      await changeOutbox((box) => afterRefused(box, item, error.words))
    }
  }
  return true
}

async function send(item: Item): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE)
  switch (item.kind) {
    case 'photo': {
      const photo = await keptPhoto(item.hash)
      // Without it the report that names it is refused in words, which says more than waiting for ever.
      if (photo) await uploadPhoto(photo, item)
      await forgetPhoto(item.hash)
      return {}
    }
    case 'note': {
      const { key, ticket, text, at } = item
      letIn({ ticket: await call(noteTicket, { params: { id: ticket }, body: { text, at }, key, signal }) })
      return {}
    }
    case 'finding': {
      const filed = await call(openTicket, { body: item.finding, key: item.key, signal })
      const { id, code, category, openedAt } = filed
      return { filed: { id, code, category, openedAt } }
    }
    case 'round':
      letIn({ round: await sendRoundStep(item, signal) })
      return {}
    case 'step':
      return sendStep(item, signal)
  }
}

async function sendStep(item: StepItem, signal: AbortSignal): Promise<Answer> {
  const version = item.seen ?? useFacts.getState().assignments.get(item.assignment)?.version ?? 1
  const params = { id: item.assignment }
  const { key } = item
  const body = { version, at: item.at, ...(item.place ? { place: item.place } : {}) }
  const assignment = await stepCall(item, { params, key, signal }, body)
  letIn({ assignments: [assignment] })
  return { version: assignment.version }
}

type Addressed = {
  readonly params: { readonly id: number }
  readonly key: string
  readonly signal: AbortSignal
}
type Body = { readonly version: number; readonly at: number }

function stepCall(item: StepItem, to: Addressed, body: Body) {
  switch (item.step) {
    case 'accept':
      return call(acceptAssignment, { ...to, body })
    case 'depart':
      return call(departAssignment, { ...to, body })
    case 'arrive':
      return call(arriveAssignment, { ...to, body })
    case 'finish':
      return call(finishAssignment, { ...to, body })
    case 'backup':
      return call(requestBackup, { ...to, body })
    case 'decline':
      return call(declineAssignment, { ...to, body: { ...body, reason: item.reason ?? '' } })
    case 'report':
      if (!item.report) throw new Error('a report step carries its report')
      return call(reportAssignment, { ...to, body: { ...body, report: item.report } })
  }
}
