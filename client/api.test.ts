/** A call fills the address, carries its key, and turns every refusal into words. */
import { afterEach, expect, test, vi } from 'vitest'
import { acceptAssignment } from '#contract/assignments.ts'
import { ticketCandidates } from '#contract/candidates.ts'
import { readEvents } from '#contract/events.ts'
import { readSession, signIn } from '#contract/session.ts'
import { call, onSignedOut, Refusal } from './api.ts'

type Sent = { url: string; init: RequestInit & { headers: Record<string, string> } }

/** Answers every request with this, and tells what was sent. */
function answering(status: number, body: unknown): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (url: string, init: Sent['init']) => {
    sent.push({ url, init })
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
  })
  return sent
}

afterEach(() => {
  vi.unstubAllGlobals()
  onSignedOut(() => undefined)
})

test('parameters and query go into the address', async () => {
  const sent = answering(200, [])
  await call(ticketCandidates, { params: { id: 12 }, query: { limit: 9 } })
  await call(readEvents, { query: { after: 5 } })
  expect(sent.map(({ url }) => url)).toEqual(['/api/tickets/12/candidates?limit=9', '/api/events?after=5'])
})

test('a command carries a fresh key, or the one it is given', async () => {
  const sent = answering(200, {})
  await call(acceptAssignment, { params: { id: 1 }, body: { version: 1 } })
  await call(acceptAssignment, { params: { id: 1 }, body: { version: 1 } })
  await call(acceptAssignment, { params: { id: 1 }, body: { version: 1 }, key: 'given-key' })
  const keys = sent.map(({ init }) => init.headers['idempotency-key'])
  expect(new Set(keys).size).toBe(3)
  expect(keys[2]).toBe('given-key')
})

test('a read carries no key', async () => {
  const sent = answering(200, { last: 0, events: [] })
  await call(readEvents, { query: {} })
  expect(sent[0]?.init.headers).not.toHaveProperty('idempotency-key')
})

test('a refusal keeps its words, code and place', async () => {
  answering(409, {
    status: 409,
    code: 'stale',
    message: { zh: '已更新', en: 'changed' },
    where: 'body/version',
  })
  const refusal = await call(readSession).catch((error) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({
    status: 409,
    code: 'stale',
    words: { zh: '已更新', en: 'changed' },
    where: 'body/version',
  })
})

test('an answer that is not ours is still said in words', async () => {
  answering(502, '<html>bad gateway</html>')
  await expect(call(readSession)).rejects.toMatchObject({ status: 502, code: 'unexpected' })
})

test('no answer is a refusal of its own', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })
  await expect(call(readSession)).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})

test('a 401 ends the session, but not for a wrong password', async () => {
  let ended = 0
  onSignedOut(() => ended++)
  answering(401, { status: 401, code: 'no_session', message: { zh: '', en: '' } })
  await call(signIn, { body: { username: 'a', password: 'b' } }).catch(() => undefined)
  expect(ended).toBe(0)
  await call(readSession).catch(() => undefined)
  expect(ended).toBe(1)
})
