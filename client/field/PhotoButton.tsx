/** Takes or chooses a photo for the report: named by its hash, kept on the phone, uploaded as soon as it can be. */
import { useRef, useState } from 'react'
import { useWords } from '../ui/words.ts'
import { type PhotoProblem, takePhoto } from './photos.ts'
import { addPhotoTo, MOST_PHOTOS, useReportDraft } from './reportDraft.ts'
import { queuePhoto } from './steps.ts'

export function PhotoButton({ assignment }: { assignment: number }) {
  const words = useWords()
  const input = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<PhotoProblem | null>(null)
  const { photos } = useReportDraft(assignment)
  const add = async (files: FileList | null) => {
    setProblem(null)
    for (const file of [...(files ?? [])].slice(0, MOST_PHOTOS - photos.length)) {
      const taken = await takePhoto(file)
      if (typeof taken === 'string') {
        setProblem(taken)
        continue
      }
      addPhotoTo(assignment, taken.hash)
      await queuePhoto(taken.hash)
    }
  }
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={photos.length >= MOST_PHOTOS}
        data-testid="field-photo"
        onClick={() => input.current?.click()}
      >
        {words.field.photo(photos.length)}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        capture="environment"
        multiple
        hidden
        data-testid="field-photo-input"
        onChange={(event) => {
          void add(event.target.files)
          event.target.value = ''
        }}
      />
      {problem && (
        <p className="problem" role="alert">
          {problem === 'notKept' ? words.phone.photoNotKept : words.field.report[problem]}
        </p>
      )}
    </>
  )
}
