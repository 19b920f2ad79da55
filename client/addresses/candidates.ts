/** What the address being written could mean: asked for while it is typed, the newest question's answer only. */
import { create } from 'zustand'
import { type AddressCandidate, findAddresses } from '#contract/addresses.ts'
import { call, Refusal } from '../api.ts'

type Addresses = {
  /** The text these were found for. */
  readonly text: string
  readonly list: readonly AddressCandidate[]
  readonly failed: boolean
}

const none: Addresses = { text: '', list: [], failed: false }
export const useAddresses = create<Addresses>(() => none)

/** A fast typist writes five letters a second. */
const PAUSE_MS = 200
const MOST = 6

let timer: number | undefined
let asked = ''

/** Asks what `text` means once the typing pauses; an empty text means nothing. */
export function lookUp(text: string): void {
  window.clearTimeout(timer)
  asked = text.trim()
  if (asked === '') useAddresses.setState(none)
  else timer = window.setTimeout(() => void ask(asked), PAUSE_MS)
}

export const forgetAddresses = (): void => lookUp('')

async function ask(text: string): Promise<void> {
  try {
    const list = await call(findAddresses, { query: { text, limit: MOST } })
    if (text === asked) useAddresses.setState({ text, list, failed: false })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (text === asked) useAddresses.setState({ text, list: [], failed: true })
  }
}
