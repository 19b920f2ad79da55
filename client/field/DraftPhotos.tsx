/** The photos of the report being written, each with whether the server has it yet. */
import { useEffect, useState } from 'react'
import { useWords } from '../ui/words.ts'
import { useOutbox } from './outbox.ts'
import { keptPhoto } from './photos.ts'
import { changeDraft, FINDING, isBefore, toggleBefore, useReportDraft } from './reportDraft.ts'

/** `removable`: while the report is being written. */
export function DraftPhotos({ assignment, removable = false }: { assignment: number; removable?: boolean }) {
  const words = useWords()
  const draft = useReportDraft(assignment)
  const { photos } = draft
  const waiting = useOutbox((box) => box.items)
  if (photos.length === 0) return null
  const remove = (hash: string) => changeDraft(assignment, { photos: photos.filter((each) => each !== hash) })
  return (
    <ul className="photos" data-testid="draft-photos">
      {photos.map((hash) => {
        const waits = waiting.some((item) => item.kind === 'photo' && item.hash === hash)
        return (
          <li key={hash} className="draft-photo">
            <DraftPhoto hash={hash} uploaded={!waits} />
            <span className={waits ? 'late' : 'low'}>
              {waits ? words.field.report.waiting : words.field.report.uploaded}
            </span>
            {removable && assignment !== FINDING && (
              <button
                type="button"
                className="button"
                aria-pressed={isBefore(draft, hash)}
                data-testid="photo-before"
                onClick={() => toggleBefore(assignment, hash)}
              >
                {words.desk.photoBefore}
              </button>
            )}
            {removable && (
              <button type="button" className="button quiet" onClick={() => remove(hash)}>
                {words.field.report.remove}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** From the phone while it is kept there, then from the server. */
function DraftPhoto({ hash, uploaded }: { hash: string; uploaded: boolean }) {
  const words = useWords()
  const [local, setLocal] = useState<string | null>(null)
  useEffect(() => {
    let url: string | null = null
    let gone = false
    void keptPhoto(hash).then((photo) => {
      if (gone || !photo) return
      url = URL.createObjectURL(photo.blob)
      setLocal(url)
    })
    return () => {
      gone = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [hash])
  const source = local ?? (uploaded ? `/api/photos/${hash}` : null)
  return source ? <img src={source} alt={words.field.report.photos} /> : <div className="bones" />
}
