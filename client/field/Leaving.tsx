/** The language, installing the page, and signing out: at the end of the card, out of the thumb's way. */
import { useState } from 'react'
import { leaveSession } from '../session.ts'
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { useRelease, useUnsent } from './install.ts'

export function Leaving() {
  const words = useWords()
  const unsent = useUnsent()
  const [asking, setAsking] = useState(false)
  return (
    <nav className="leaving">
      <LanguageSwitch />
      <Install />
      <button
        type="button"
        className="button quiet"
        data-testid="sign-out"
        onClick={() => (unsent > 0 ? setAsking(true) : void leaveSession())}
      >
        {words.screen.signOut}
      </button>
      {asking && <Unsent count={unsent} onClose={() => setAsking(false)} />}
    </nav>
  )
}

function Install() {
  const { phone } = useWords()
  const offer = useRelease((release) => release.offer)
  if (!offer) return null
  return (
    <button type="button" className="button quiet" onClick={() => void offer.prompt()}>
      {phone.install}
    </button>
  )
}

function Unsent({ count, onClose }: { count: number; onClose: () => void }) {
  const { leaving } = useWords().phone
  return (
    <Sheet title={leaving.heading} onClose={onClose} testId="unsent-sheet">
      <p>{leaving.waits(count)}</p>
      <div className="side-by-side">
        <button type="button" className="button" onClick={() => void leaveSession()}>
          {leaving.leave}
        </button>
        <button type="button" className="button primary" onClick={onClose}>
          {leaving.stay}
        </button>
      </div>
    </Sheet>
  )
}
