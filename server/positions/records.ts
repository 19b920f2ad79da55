/** Takes in the binary batch: the same judging as for JSON, without making an object of each fix on the way. */
import { type FixRecord, RECORD_BYTES, readRecord } from '#contract/fixRecords.ts'
import type { Refusal } from '#contract/positions.ts'
import type { Taken } from './batches.ts'
import type { Intake } from './intake.ts'
import type { Verdict } from './judge.ts'
import type { KnownDevice } from './registry.ts'
import type { Meant, Sender } from './senders.ts'

const MOST_RECORDS = 200_000

/** Undefined where these are not whole records, or too many. */
export function takeRecords(sender: Sender, body: Buffer, intake: Intake): Taken | undefined {
  if (body.length % RECORD_BYTES !== 0 || body.length > MOST_RECORDS * RECORD_BYTES) return undefined
  const refused: { index: number; reason: Refusal }[] = []
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const count = body.length / RECORD_BYTES
  const record = { device: 0, at: 0, lng: 0, lat: 0, speed: 0, heading: 0, accuracy: 0 }
  for (let index = 0; index < count; index++) {
    readRecord(view, index * RECORD_BYTES, record)
    const verdict = takeRecord(sender.numbered(record.device), record, intake)
    if (verdict !== 'accepted' && verdict !== 'late') refused.push({ index, reason: verdict })
  }
  return { accepted: count - refused.length, refused }
}

function takeRecord(device: Meant, record: Readonly<FixRecord>, intake: Intake): Verdict {
  // Metres do not fit where degrees are meant.
  const reason = typeof device === 'string' ? device : device.datum === 'bd09mc' ? 'invalid' : undefined
  if (reason === undefined) return intake.take('http', device as KnownDevice, record)
  intake.refuse('http', reason)
  return reason
}
