/** A secret that is shown once: it stands there until the administrator says that it is stored. */
import { useState } from 'react'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'

type Props = {
  readonly title: string
  readonly lead: string
  readonly secret: string
  readonly onStored: () => void
}

export function Once({ title, lead, secret, onStored }: Props) {
  const { admin } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(secret).then(() => setCopied(true))
  return (
    <Sheet title={title} onClose={onStored} testId="once-sheet">
      <p>{lead}</p>
      <p>
        <code className="secret" data-testid="secret">
          {secret}
        </code>
      </p>
      <div className="actions">
        {/* Browsers lend the clipboard to secure pages only; elsewhere it is marked and copied by hand. */}
        {window.isSecureContext && (
          <button type="button" className="button" onClick={copy}>
            {copied ? admin.copied : admin.copy}
          </button>
        )}
        <button type="button" className="button primary" data-testid="stored" onClick={onStored}>
          {admin.stored}
        </button>
      </div>
    </Sheet>
  )
}
