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
import { raiseSos } from '#contract/units.ts'
import { call, Refusal } from '../api.ts'
import { letIn, useFacts } from '../facts.ts'
import { useLink } from '../link.ts'
import { afterRefused, afterSent, type Item, type PhotoItem, type StepItem, useOutbox } from './outbox.ts'
import { forgetPhoto, keptPhoto, uploadPhoto } from './photos.ts'

const TRY_AGAIN_AFTER = 3000

/** Sends while the screen is shown; answers how to stop. */
export function sendOutbox(): () => void {
  let busy = false
  let timer: number | undefined
  const run = async () => {
    if (busy) return
    busy = true
    window.clearTimeout(timer)
    const rested = await sendAll()
    busy = false
    if (!rested) timer = window.setTimeout(() => void run(), TRY_AGAIN_AFTER)
  }
  const wake = () => void run()
  const stops = [
    useOutbox.subscribe(({ items }, before) => items.length > before.items.length && wake()),
    useLink.subscribe(({ state }, before) => state === 'live' && before.state !== 'live' && wake()),
  ]
  window.addEventListener('online', wake)
  wake()
  return () => {
    for (const stop of stops) stop()
    window.removeEventListener('online', wake)
    window.clearTimeout(timer)
  }
}

/** Answers false where the rest has to wait for the server. */
async function sendAll(): Promise<boolean> {
  for (;;) {
    const [item] = useOutbox.getState().items
    if (!item) return true
    try {
      const version = await send(item)
      useOutbox.setState((box) => afterSent(box, item, version))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (comesBack(error)) return false
      useOutbox.setState((box) => afterRefused(box, item, error.words))
    }
  }
}

/** Not a no, only not now: nobody answered, too much at once, still at work on it, or signed out. */
const comesBack = ({ status, code }: Refusal): boolean =>
  status === 0 || status === 401 || status === 429 || status >= 500 || code === 'in_flight'

async function send(item: Item): Promise<number | null> {
  switch (item.kind) {
    case 'photo':
      await sendPhoto(item)
      return null
    case 'sos': {
      const { key, at, place, unit } = item
      const body = { at, ...(place ? { place } : {}) }
      letIn({ unit: await call(raiseSos, { params: { id: unit }, body, key }) })
      return null
    }
    case 'step':
      return sendStep(item)
  }
}

async function sendPhoto({ hash }: PhotoItem): Promise<void> {
  const photo = await keptPhoto(hash)
  // Without it the report that names it is refused in words, which says more than waiting for ever.
  if (photo) await uploadPhoto(photo)
  await forgetPhoto(hash)
}

async function sendStep(item: StepItem): Promise<number> {
  const version = item.seen ?? useFacts.getState().assignments.get(item.assignment)?.version ?? 1
  const params = { id: item.assignment }
  const { key } = item
  const body = { version, at: item.at, ...(item.place ? { place: item.place } : {}) }
  const assignment = await stepCall(item, { params, key }, body)
  letIn({ assignments: [assignment] })
  return assignment.version
}

type Addressed = { readonly params: { readonly id: number }; readonly key: string }
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
