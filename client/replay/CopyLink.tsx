/** Copies the address of the shown moment, with view, selection, layers and filters. */
import { useState } from 'react'
import { useWords } from '../ui/words.ts'
import { addressNow } from './address.ts'

export function CopyLink() {
  const { replay } = useWords()
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.origin + addressNow())
      setSaid(replay.copied)
    } catch {
      // A desk opened by plain HTTP has no clipboard.
      setSaid(replay.notCopied)
    }
  }
  return (
    <span className="replay-group">
      <button type="button" className="button" data-testid="copy-link" onClick={() => void copy()}>
        {replay.copy}
      </button>
      <span className="low" role="status">
        {said}
      </span>
    </span>
  )
}
