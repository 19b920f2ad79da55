/** The phone's service worker: keeps the built files, so that `/field` opens without a network. It never touches the API. */

/** Filled in by the build (`scripts/fieldWorker.ts`): every file the phone needs, and a hash of them all. */
declare const FIELD_FILES: { readonly version: string; readonly files: readonly string[] }

type Lasting = Event & { waitUntil(deed: Promise<unknown>): void }
type Fetching = Event & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type WorkerScope = {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(kind: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(kind: 'message', listener: (event: MessageEvent<unknown>) => void): void
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void
}

const scope = self as unknown as WorkerScope
const FAMILY = 'field-files-'
const built = FIELD_FILES
const CACHE = FAMILY + built.version
const files: ReadonlySet<string> = new Set(built.files)
const SHELL = '/index.html'
const BASEMAP = '/basemap/shanghai.json'

scope.addEventListener('install', (event) => event.waitUntil(keepFiles()))
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()))
// A new version waits until the page says that nothing is queued: the two must not be mixed under somebody's hands.
scope.addEventListener('message', ({ data }) => data === 'apply' && void scope.skipWaiting())
scope.addEventListener('fetch', (event) => {
  const answer = answerTo(event.request)
  if (answer) event.respondWith(answer)
})

/** Fetches what is new. A name with a hash is the same file in every version, so it is taken over. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE)
  const keep = async (file: string) => {
    const hashed = file.startsWith('/assets/')
    const known = hashed ? await caches.match(file, { ignoreVary: true }) : undefined
    const response = known ?? (await fetch(file, hashed ? {} : { cache: 'no-cache' }))
    if (!response.ok) throw new Error(`${file} answered ${response.status}`)
    await cache.put(file, response)
  }
  await Promise.all(built.files.map(keep))
}

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  await scope.clients.claim()
}

/** Undefined: none of ours, the browser asks the network itself. */
function answerTo(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== scope.location.origin) return undefined
  if (request.mode === 'navigate') return kept(SHELL, request)
  if (files.has(pathname)) return kept(pathname, request)
  // Detailed tiles are too many to keep: without a network the map is drawn from the figures.
  if (pathname === BASEMAP) return fetch(request).catch(() => new Response(null, { status: 404 }))
  return undefined
}

async function kept(file: string, request: Request): Promise<Response> {
  // Not by opening it: a worker that was replaced would make its deleted cache anew.
  return (await caches.match(file, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request)
}
