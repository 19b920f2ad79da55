/** Which small panel of the map's tools is open. */
import { create } from 'zustand'

export type Panel = 'filter' | 'tails' | 'coverage' | 'hotspots'

export const usePanel = create<{ readonly open: Panel | null }>(() => ({ open: null }))

export const togglePanel = (panel: Panel): void =>
  usePanel.setState(({ open }) => ({ open: open === panel ? null : panel }))

/** Closes what is open; answers whether anything was. */
export function closePanel(): boolean {
  const { open } = usePanel.getState()
  usePanel.setState({ open: null })
  return open !== null
}
