/** What is wrong with devices, as the server lists it: read again when the log tells of it and when the link is back. */
import { create } from 'zustand'
import { type DeviceWarning, listDeviceWarnings } from '#contract/devices.ts'
import { call } from '../api.ts'
import { useFacts } from '../facts.ts'
import { useLink } from '../link.ts'

type Warnings = { readonly list: readonly DeviceWarning[]; readonly failed: boolean }

export const useWarnings = create<Warnings>(() => ({ list: [], failed: false }))

export async function readWarnings(): Promise<void> {
  try {
    useWarnings.setState({ list: await call(listDeviceWarnings), failed: false })
  } catch {
    // What was known stays beside the words that say so.
    useWarnings.setState({ failed: true })
  }
}

/** Keeps the list; answers how to stop. */
export function followWarnings(): () => void {
  void readWarnings()
  const stopFacts = useFacts.subscribe((facts, before) => {
    if (facts.log !== before.log && newest(facts.log) !== newest(before.log)) void readWarnings()
  })
  const stopLink = useLink.subscribe((link, before) => {
    if (link.state === 'live' && before.state !== 'live') void readWarnings()
  })
  return () => {
    stopFacts()
    stopLink()
  }
}

const newest = (log: ReturnType<typeof useFacts.getState>['log']): number | undefined =>
  log.findLast(({ kind }) => /^device\.(clock|datum)_/.test(kind))?.number
