/** The console's public API as a stranger uses it: sign in, keep the cookie, send commands with keys. */
import { randomUUID } from 'node:crypto'

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export type Api = {
  get<T>(path: string): Promise<T>
  /** A command: a fresh idempotency key each time. */
  command<T>(path: string, body: unknown): Promise<T>
  photo(png: Buffer): Promise<string>
}

const PATIENCE_MS = 15_000

/** Signs in when first used, and again when the session is over. */
export function createApi(
  url: string,
  username: string,
  password = `demo-${username}`,
  signal?: AbortSignal,
): Api {
  let cookie: Promise<string> | undefined

  const signIn = async (): Promise<string> => {
    const response = await send(url, '/api/session', {
      method: 'POST',
      ...json({ username, password }),
      signal,
    })
    const set = response.headers.getSetCookie()[0]
    if (!set) throw new ApiError(response.status, 'no_cookie', `${url} set no session cookie`)
    return set.split(';')[0] ?? ''
  }
  const signedIn = (): Promise<string> => {
    cookie ??= signIn().catch((error) => {
      cookie = undefined
      throw error
    })
    return cookie
  }
  const ask = async (path: string, init: RequestInit, again = true): Promise<unknown> => {
    const headers = { ...(init.headers as Record<string, string>), cookie: await signedIn() }
    try {
      const response = await send(url, path, { ...init, headers, signal })
      return await response.json()
    } catch (error) {
      if (!again || !(error instanceof ApiError) || error.status !== 401) throw error
      cookie = undefined
      return ask(path, init, false)
    }
  }

  return {
    get: <T>(path: string) => ask(path, { method: 'GET' }) as Promise<T>,
    command: <T>(path: string, body: unknown) => {
      const { headers, body: text } = json(body)
      return ask(path, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': randomUUID() },
        body: text,
      }) as Promise<T>
    },
    async photo(png) {
      const stored = await ask('/api/photos', {
        method: 'POST',
        headers: { 'content-type': 'image/png' },
        body: new Uint8Array(png),
      })
      return (stored as { hash: string }).hash
    },
  }
}

/** Posts JSON with a device's token. */
export async function postAsDevice<T>(url: string, path: string, token: string, body: unknown): Promise<T> {
  const { headers, body: text } = json(body)
  const response = await send(url, path, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: text,
  })
  return (await response.json()) as T
}

const json = (body: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

type Sending = Omit<RequestInit, 'signal'> & { signal?: AbortSignal | undefined }

async function send(url: string, path: string, { signal, ...init }: Sending): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const response = await fetch(new URL(path, url), {
    ...init,
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  })
  if (response.ok) return response
  const text = await response.text()
  const { code, message } = errorIn(text)
  throw new ApiError(response.status, code, `${init.method} ${path}: ${response.status} ${message}`)
}

function errorIn(text: string): { code: string; message: string } {
  try {
    const body = JSON.parse(text) as { code?: string; message?: { en?: string } }
    return { code: body.code ?? 'unknown', message: body.message?.en ?? text }
  } catch {
    return { code: 'unknown', message: text.slice(0, 200) }
  }
}
