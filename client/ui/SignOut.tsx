/** Ends the session; the page of signing in follows by itself. */
import { leaveSession } from '../session.ts'
import { useWords } from './words.ts'

export function SignOut() {
  const words = useWords()
  return (
    <button type="button" className="button quiet" data-testid="sign-out" onClick={() => void leaveSession()}>
      {words.screen.signOut}
    </button>
  )
}
