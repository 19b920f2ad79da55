/** Makes the page one that can be installed and opens without a network: its manifest, its worker, and new versions of both. */
import { create } from 'zustand'
import { useLink } from '../link.ts'
import { useKeeping } from './keeping.ts'
import { useOutbox } from './outbox.ts'
import { useSos } from './sos.ts'

/** What a browser tells that can install the page; not yet in the standard's types. */
type InstallOffer = Event & { prompt(): Promise<unknown> }

type Release = {
  /** A newer version that waits to take over. */
  readonly waiting: ServiceWorker | null
  readonly offer: InstallOffer | null
}

export const useRelease = create<Release>(() => ({ waiting: null, offer: null }))

/** How many things must go out first: versions do not change between a command and its answer. */
export const useUnsent = (): number =>
  useOutbox((box) => box.items.length) + useSos((sos) => (sos.call ? 1 : 0))

const unsentNow = (): number => useOutbox.getState().items.length + (useSos.getState().call ? 1 : 0)

/** Lets the waiting version take over, and loads its page. */
export function applyRelease(): void {
  const { waiting } = useRelease.getState()
  if (!waiting || unsentNow() > 0) return
  waiting.addEventListener('statechange', () => waiting.state === 'activated' && location.reload())
  waiting.postMessage('apply')
}

/** Only the phone's page calls this: desks and walls have no worker. Answers how to stop. */
export function installField(): () => void {
  const manifest = document.createElement('link')
  Object.assign(manifest, { rel: 'manifest', href: '/field.webmanifest' })
  document.head.append(manifest)
  const offered = (event: Event) => {
    event.preventDefault()
    useRelease.setState({ offer: event as InstallOffer })
  }
  const installed = () => useRelease.setState({ offer: null })
  window.addEventListener('beforeinstallprompt', offered)
  window.addEventListener('appinstalled', installed)
  const stopWorker = import.meta.env.PROD && 'serviceWorker' in navigator ? runWorker() : () => undefined
  return () => {
    stopWorker()
    manifest.remove()
    window.removeEventListener('beforeinstallprompt', offered)
    window.removeEventListener('appinstalled', installed)
  }
}

function runWorker(): () => void {
  let stopped = false
  let stopLooking: (() => void) | undefined
  navigator.serviceWorker.register('/field-worker.js', { scope: '/field' }).then(
    (registration) => {
      if (stopped) return
      void atOnce(registration.waiting)
      registration.addEventListener('updatefound', () => follow(registration))
      stopLooking = useLink.subscribe(
        ({ newBuild }, before) => newBuild && !before.newBuild && void registration.update(),
      )
    },
    // Without it the page still works while there is a network.
    () => undefined,
  )
  return () => {
    stopped = true
    stopLooking?.()
  }
}

/** A version that waited since the last time takes over before anything is begun. */
async function atOnce(waiting: ServiceWorker | null): Promise<void> {
  if (!waiting) return
  useRelease.setState({ waiting })
  if (!useKeeping.getState().read) {
    await new Promise<void>((done) => {
      const stop = useKeeping.subscribe(({ read }) => {
        if (!read) return
        stop()
        done()
      })
    })
  }
  applyRelease()
}

function follow({ installing, active }: ServiceWorkerRegistration): void {
  // The first one takes over by itself.
  if (!installing || !active) return
  installing.addEventListener('statechange', () => {
    if (installing.state === 'installed') useRelease.setState({ waiting: installing })
  })
}
