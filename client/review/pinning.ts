/** Which moment is being pinned, as it was when the key was pressed. */
import { create } from 'zustand'
import { may } from '#contract/roles.ts'
import { isReplaying, shownNow } from '../clock.ts'
import { addressNow } from '../replay/address.ts'
import { useSelection } from '../selection.ts'
import { useSession } from '../session.ts'

export type Moment = { readonly at: number; readonly address: string; readonly ticket: number | null }

export const usePinning = create<{ readonly moment: Moment | null }>(() => ({ moment: null }))

/** Time goes on while the note is written: what is pinned is what was seen. */
export function pinNow(): void {
  const session = useSession.getState()
  if (session.state !== 'signed-in' || !may(session.session.account.role, 'review.edit')) return
  const { ticket, mover } = useSelection.getState()
  const at = Math.floor(shownNow())
  const live = new URLSearchParams({
    at: String(at),
    ...(ticket === null ? {} : { ticket: String(ticket) }),
    ...(mover === null ? {} : { unit: String(mover) }),
  })
  const address = isReplaying() ? addressNow() : `/replay?${live}`
  usePinning.setState({ moment: { at, address, ticket } })
}

export const endPinning = (): void => usePinning.setState({ moment: null })
