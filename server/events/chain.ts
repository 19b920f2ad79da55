/** Checks the log against its hashes, part by part, and says where it is not what was written. */
import { createHash } from 'node:crypto'
import type { ChainBreak, ChainHead, ChainPart } from '#contract/chain.ts'
import type { Pool } from '../db.ts'
import { transaction } from '../db.ts'
import { counted, hashOfEntry, type Link, linksAfter } from './chainQueries.ts'

/** The entries after `after`, which was checked before or is 0; at most `limit` of them. */
export function checkPart(db: Pool, after: number, limit: number): Promise<ChainPart> {
  return transaction(db, async (tx) => {
    // One snapshot: what is logged meanwhile belongs to the next part.
    await tx.query('set transaction isolation level repeatable read, read only')
    const { last, head } = await counted(tx)
    let before = after === 0 ? Buffer.alloc(0) : await hashOfEntry(tx, after)
    if (!before) return { checked: after, last, head: '', broken: missing(after, after) }
    let checked = after
    const done = (broken: ChainBreak | null): ChainPart => ({
      checked,
      last,
      head: before?.toString('hex') ?? '',
      broken,
    })
    for (const link of await linksAfter(tx, after, limit)) {
      const broken = breakAt(link, checked, before, last)
      if (broken) return done(broken)
      before = link.hash
      checked = link.number
    }
    if (checked < last && checked < after + limit) return done(missing(checked + 1, last))
    if (checked === last && !before.equals(head)) return done({ ...missing(last, last), kind: 'altered' })
    return done(null)
  })
}

function breakAt(link: Link, before: number, hash: Buffer, last: number): ChainBreak | null {
  const { number, kind, subject, actor, received } = link
  if (number > last)
    return { kind: 'inserted', number, last: number, event: { kind, subject, actor, received } }
  if (number > before + 1) return missing(before + 1, number - 1)
  const should = createHash('sha256').update(hash).update(link.content).digest()
  if (should.equals(link.hash)) return null
  return { kind: 'altered', number, last: number, event: { kind, subject, actor, received } }
}

const missing = (number: number, last: number): ChainBreak => ({ kind: 'missing', number, last, event: null })

const PART = 5_000

/** The whole log, telling how far it has come; the last part answers for all. */
export async function checkAll(db: Pool, onPart: (part: ChainPart) => void = () => {}): Promise<ChainPart> {
  for (let after = 0; ; ) {
    const part = await checkPart(db, after, PART)
    onPart(part)
    if (part.broken || part.checked >= part.last) return part
    after = part.checked
  }
}

/** The first of the heads that were kept elsewhere which the log does not have; undefined: it has all of them. */
export async function firstForged(db: Pool, heads: readonly ChainHead[]): Promise<ChainHead | undefined> {
  for (const head of heads.toSorted((one, other) => one.number - other.number)) {
    const hash = await hashOfEntry(db, head.number)
    if (hash?.toString('hex') !== head.hash) return head
  }
  return undefined
}
