/** Takes in the JSON batch of `POST /api/positions`: each item alone, so that one bad item does not cost the others. */
import { datums, type Refusal } from '#contract/positions.ts'
import type { Intake } from './intake.ts'
import type { Verdict } from './judge.ts'
import type { KnownDevice } from './registry.ts'
import { type ReadReport, readReport } from './reports.ts'
import { emptyScan, type Scanned, scanBatch } from './scan.ts'
import type { Sender } from './senders.ts'

const MOST_ITEMS = 20_000

export type Taken = { readonly accepted: number; readonly refused: { index: number; reason: Refusal }[] }

// One for all requests: a batch is read and taken in within one turn.
const scanned = emptyScan(MOST_ITEMS)

/** Undefined where the body is no JSON, no list, or too long a one. */
export function takeJson(sender: Sender, body: Buffer, intake: Intake): Taken | undefined {
  if (scanBatch(body, scanned))
    return takeEach(scanned.count, (i) => takeReport(sender, reportAt(scanned, i), intake))
  const items = parsed(body)
  if (!Array.isArray(items) || items.length > MOST_ITEMS) return undefined
  return takeEach(items.length, (i) => takeReport(sender, readReport(items[i]), intake))
}

// Fields are read by name and nothing is merged, so no key can do harm: looking for such keys takes as long as reading.
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

const reportAt = (of: Scanned, i: number): ReadReport => ({
  device: of.device[i] as string,
  report: {
    at: of.at[i] as number,
    lng: of.lng[i] as number,
    lat: of.lat[i] as number,
    speed: of.speed[i] as number,
    heading: of.heading[i] as number,
    accuracy: of.accuracy[i] as number,
    datum: datums[of.datum[i] as number],
  },
})

function takeEach(count: number, take: (index: number) => Verdict): Taken {
  const refused: { index: number; reason: Refusal }[] = []
  for (let index = 0; index < count; index++) {
    const verdict = take(index)
    if (verdict !== 'accepted' && verdict !== 'late') refused.push({ index, reason: verdict })
  }
  return { accepted: count - refused.length, refused }
}

function takeReport(sender: Sender, read: ReadReport | undefined, intake: Intake): Verdict {
  const device: KnownDevice | Refusal = read ? sender(read.device) : 'invalid'
  if (read && typeof device === 'object') return intake.take('http', device, read.report)
  const reason = device as Refusal
  intake.refuse('http', reason)
  return reason
}
