/** The typed call of an endpoint of the contract, and the one way a refusal reaches people. */
import type { Static, TSchema } from 'typebox'
import type { Endpoint, ErrorBody, Words } from '#contract/endpoint.ts'

type Part<
  E extends Endpoint,
  Name extends string,
  Key extends 'params' | 'querystring' | 'body',
> = E['schema'] extends { readonly [K in Key]: infer Schema extends TSchema }
  ? { readonly [K in Name]: Static<Schema> }
  : { readonly [K in Name]?: never }

export type Sent<E extends Endpoint> = Part<E, 'params', 'params'> &
  Part<E, 'query', 'querystring'> &
  Part<E, 'body', 'body'> & {
    /** The idempotency key of a command sent before; a fresh one where not given. */
    readonly key?: string
    /** Gives up when it fires: a request over a dead line otherwise waits for minutes. */
    readonly signal?: AbortSignal
  }

export type Answered<E extends Endpoint> = Static<E['schema']['response'][200]>

/** What the server, or the way to it, refused: words for people in both languages. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly words: Words
  /** Points into what was sent, e.g. `body/place/0`. */
  readonly where: string | undefined

  constructor(body: ErrorBody) {
    super(body.message.en)
    this.status = body.status
    this.code = body.code
    this.words = body.message
    this.where = body.where
  }
}

/** Nobody answered: the command may or may not have taken effect, so repeat it with the same key. */
export const unreachable = (): Refusal =>
  new Refusal({
    status: 0,
    code: 'unreachable',
    message: { zh: '服务器没有应答，请稍后重试', en: 'The server did not answer; please try again' },
  })

let signedOut: () => void = () => undefined
export const onSignedOut = (listener: () => void): void => {
  signedOut = listener
}

/** Calls an endpoint; throws a `Refusal` when the server, or the way to it, does not let it through. */
export async function call<E extends Endpoint>(
  endpoint: E,
  ...[sent]: object extends Sent<E> ? [sent?: Sent<E>] : [sent: Sent<E>]
): Promise<Answered<E>> {
  const { params, query, body, key, signal } = (sent ?? {}) as Loose
  const headers: Record<string, string> = {}
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (endpoint.schema.headers) headers['idempotency-key'] = key ?? newKey()
  return (await request(`${filled(endpoint.url, params)}${asked(query)}`, {
    method: endpoint.method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })) as Answered<E>
}

/** Calls an endpoint that answers bytes. */
export async function callForBytes<E extends Endpoint>(endpoint: E, sent: Sent<E>): Promise<ArrayBuffer> {
  const { params, query, signal } = sent as Loose
  const url = `${filled(endpoint.url, params)}${asked(query)}`
  const response = await answerTo(url, { method: endpoint.method, ...(signal ? { signal } : {}) })
  return response.arrayBuffer().catch(() => Promise.reject(unreachable()))
}

/** Sends a request as it is and reads the answer; photos go this way, being no JSON. */
export async function request(url: string, init: RequestInit): Promise<unknown> {
  const response = await answerTo(url, init)
  // A body that breaks off is no answer either.
  return response.json().catch(() => Promise.reject(unreachable()))
}

async function answerTo(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch(() => {
    throw unreachable()
  })
  if (response.ok) return response
  const refusal = await refusalOf(response)
  // A wrong password is a 401 as well, and no end of a session.
  if (response.status === 401 && init.method !== 'POST') signedOut()
  else if (response.status === 401 && url !== '/api/session') signedOut()
  throw refusal
}

type Loose = {
  readonly params?: Record<string, string | number>
  readonly query?: Record<string, string | number | undefined>
  readonly body?: unknown
  readonly key?: string
  readonly signal?: AbortSignal
}

function filled(url: string, params: Loose['params']): string {
  return url.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')))
}

function asked(query: Loose['query']): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return ''
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null)
  if (isErrorBody(body)) return new Refusal(body)
  const said = `${response.status}`
  return new Refusal({
    status: response.status,
    code: 'unexpected',
    message: { zh: `服务器拒绝了请求（${said}）`, en: `The server refused the request (${said})` },
  })
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('message' in body)) return false
  const { message } = body
  return typeof message === 'object' && message !== null && 'zh' in message && 'en' in message
}

/** A random key for one command. `randomUUID` exists only in a secure context, and a desk may be opened by plain HTTP. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
