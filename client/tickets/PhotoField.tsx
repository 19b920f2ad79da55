/** Photos of a case being written: stored as soon as they are chosen, named by their hash. */
import { useRef, useState } from 'react'
import { request } from '../api.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useWords } from '../ui/words.ts'
import { type FieldProps, Problem } from './NewTicket.tsx'

const MOST = 9

export function PhotoField({ draft, change, problem }: FieldProps) {
  const words = useWords()
  const sayRefusal = useRefusalWords()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string>()
  const add = async (files: readonly File[]) => {
    setRefused(undefined)
    try {
      const hashes = await Promise.all(files.slice(0, MOST - draft.photos.length).map(upload))
      change({ photos: [...new Set([...draft.photos, ...hashes])] })
    } catch (error) {
      setRefused(sayRefusal(error))
    }
  }
  return (
    <div className="field">
      <div className="choices">
        <button
          type="button"
          className="button"
          disabled={draft.photos.length >= MOST}
          onClick={() => input.current?.click()}
        >
          {words.intake.addPhoto}
        </button>
        {draft.photos.length > 0 && (
          <output className="middle">{words.intake.photoCount(draft.photos.length)}</output>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        hidden
        data-testid="ticket-photos"
        onChange={(event) => {
          void add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Problem text={refused ?? problem} />
    </div>
  )
}

async function upload(file: File): Promise<string> {
  const sent = { method: 'POST', headers: { 'content-type': file.type }, body: file }
  return ((await request('/api/photos', sent)) as { hash: string }).hash
}
