/** Takes in the JSON batch of `POST /api/positions`: each item alone, so that one bad item does not cost the others. */
import { datums, type Refusal } from '#contract/positions.ts'
import type { Intake, Report } from './intake.ts'
import type { Verdict } from './judge.ts'
import { type ReadReport, readReport } from './reports.ts'
import { emptyScan, scanBatch } from './scan.ts'
import type { Meant, Sender } from './senders.ts'

const MOST_ITEMS = 20_000

export type Taken = { readonly accepted: number; readonly refused: { index: number; reason: Refusal }[] }

// One for all requests: a batch is read and taken in within one turn.
const scanned = emptyScan(MOST_ITEMS)

/** Undefined where the body is no JSON, no list, or too long a one. */
export function takeJson(sender: Sender, body: Buffer, intake: Intake): Taken | undefined {
  if (scanBatch(body, scanned))
    return takeEach(scanned.count, (i) => takeReport(speltAt(sender, body, i), reportAt(i), intake))
  const items = parsed(body)
  if (!Array.isArray(items) || items.length > MOST_ITEMS) return undefined
  return takeEach(items.length, (i) => takeRead(sender, readReport(items[i]), intake))
}

// Fields are read by name and nothing is merged, so no key can do harm: looking for such keys takes as long as reading.
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

const speltAt = (sender: Sender, body: Buffer, i: number): Meant =>
  sender.spelt(body, scanned.nameFrom[i] as number, scanned.nameTo[i] as number)

function reportAt(i: number): Report {
  report.at = scanned.at[i] as number
  report.lng = scanned.lng[i] as number
  report.lat = scanned.lat[i] as number
  report.speed = scanned.speed[i] as number
  report.heading = scanned.heading[i] as number
  report.accuracy = scanned.accuracy[i] as number
  report.datum = datums[scanned.datum[i] as number]
  return report
}

/** One for all of them: nobody keeps a report. */
const report: { -readonly [Key in keyof Report]: Report[Key] } = {
  ...{ at: 0, lng: 0, lat: 0, speed: 0, heading: 0, accuracy: 0, datum: undefined },
}

function takeEach(count: number, take: (index: number) => Verdict): Taken {
  const refused: { index: number; reason: Refusal }[] = []
  for (let index = 0; index < count; index++) {
    const verdict = take(index)
    if (verdict !== 'accepted' && verdict !== 'late') refused.push({ index, reason: verdict })
  }
  return { accepted: count - refused.length, refused }
}

function takeRead(sender: Sender, read: ReadReport | undefined, intake: Intake): Verdict {
  if (read) return takeReport(sender.named(read.device), read.report, intake)
  intake.refuse('http', 'invalid')
  return 'invalid'
}

function takeReport(device: Meant, said: Report, intake: Intake): Verdict {
  if (typeof device === 'object') return intake.take('http', device, said)
  intake.refuse('http', device)
  return device
}
