/** The language and signing out: at the end of the card, out of the thumb's way. */
import { leaveSession } from '../session.ts'
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx'
import { useWords } from '../ui/words.ts'

export function Leaving() {
  const words = useWords()
  return (
    <nav className="leaving">
      <LanguageSwitch />
      <button
        type="button"
        className="button quiet"
        data-testid="sign-out"
        onClick={() => void leaveSession()}
      >
        {words.screen.signOut}
      </button>
    </nav>
  )
}
