/** What was done or refused last, where a page has no command line to say it. */
import { useSaid } from '../desk/say.ts'

export function Said() {
  const said = useSaid((state) => state.said)
  if (!said) return null
  return (
    <p className={said.tone === 'refused' ? 'problem' : 'middle'} role="status" data-testid="said">
      {said.text}
    </p>
  )
}
