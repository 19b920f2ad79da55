/** Who sent a case, how sure a machine was, and the clip that shows it. */
import { useState } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { useMay } from '../session.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'

export function OriginLine({ ticket: { origin } }: { ticket: Pick<Ticket, 'origin'> }) {
  const words = useWords()
  if (!origin) return null
  const { name, confidence, camera, clip } = origin
  return (
    <>
      <span className="middle">{name}</span>
      {camera && (
        <span className="low">
          {words.intake.camera} {camera}
        </span>
      )}
      {confidence !== undefined && (
        <span className="tag">{words.intake.confidence(Math.round(confidence * 100))}</span>
      )}
      {clip && <Clip hash={clip} />}
    </>
  )
}

function Clip({ hash }: { hash: string }) {
  const words = useWords()
  const maySee = useMay('photo.see')
  const [open, setOpen] = useState(false)
  if (!maySee) return null
  const address = `/api/clips/${hash}`
  return (
    <>
      <button type="button" className="button quiet" data-testid="clip" onClick={() => setOpen(true)}>
        {words.intake.clip}
      </button>
      {open && (
        <Sheet title={words.intake.clip} onClose={() => setOpen(false)}>
          {/* biome-ignore lint/a11y/useMediaCaption: a surveillance clip has no speech */}
          <video className="photo-large" src={address} controls />
          <a href={address} download={`${hash}.mp4`}>
            <code className="low photo-hash">SHA-256 {hash}</code>
          </a>
        </Sheet>
      )}
    </>
  )
}
