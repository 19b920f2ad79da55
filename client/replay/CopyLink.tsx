/** Copies the address of the shown moment, with view, selection, layers and filters. */
import { say } from '../desk/say.ts'
import { useWords } from '../ui/words.ts'
import { addressNow } from './address.ts'

export function CopyLink() {
  const { replay } = useWords()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.origin + addressNow())
      say(replay.copied)
    } catch {
      // A desk opened by plain HTTP has no clipboard.
      say(replay.notCopied, 'refused')
    }
  }
  return (
    <button type="button" className="button" data-testid="copy-link" onClick={() => void copy()}>
      {replay.copy}
    </button>
  )
}
