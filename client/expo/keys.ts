/** The keys of the operation's page: digits go to its parts, P, W, E and C ask. Silent while somebody types. */
import type { Asked } from './ExpoPage.tsx'

/** In the order of their digits. */
export const sections = ['items', 'rings', 'posts', 'muster', 'counters', 'losses', 'joint'] as const
export type Section = (typeof sections)[number]

export const GATE = 'expo-gate'

type Heard = { readonly ask: (asked: Asked) => void; readonly show: (section: Section) => void }

/** Starts hearing keys; answers how to stop. */
export function listenForKeys({ ask, show }: Heard): () => void {
  const goTo = (section: Section, selector: string) => {
    show(section)
    // Shown by the next drawing only.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus())
  }
  const hear = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || isTaken(event)) return
    const section = sections[Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0) - 1]
    if (section) goTo(section, `#expo-${section} :is(button, input, select, [tabindex="0"]):not(:disabled)`)
    else if (event.code === 'KeyP') ask('phase')
    else if (event.code === 'KeyW') ask('switch')
    else if (event.code === 'KeyE') ask('settings')
    else if (event.code === 'KeyC') goTo('muster', `#${GATE}`)
    else if (!stepFrom(event)) return
    event.preventDefault()
  }
  window.addEventListener('keydown', hear)
  return () => window.removeEventListener('keydown', hear)
}

/** Up and down within a part. */
function stepFrom({ code, target }: KeyboardEvent): boolean {
  const step = code === 'ArrowDown' || code === 'KeyJ' ? 1 : code === 'ArrowUp' || code === 'KeyK' ? -1 : 0
  const part = target instanceof HTMLElement ? target.closest('.expo-part') : null
  if (!step || !part) return false
  const stops = [...part.querySelectorAll<HTMLElement>('button:not(:disabled), input, select')]
  const at = stops.indexOf(target as HTMLElement)
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus()
  return true
}

function isTaken({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || document.querySelector('dialog[open]')) return true
  const typing = 'input:not([type=checkbox]), textarea, select, .maplibregl-map *'
  return target instanceof HTMLElement && target.matches(typing)
}
