/** Why an alarm is not the crew's fault: in words, with photos. Queued like every step of the phone. */
import { useRef, useState } from 'react'
import type { RoundAlarm } from '#contract/rounds.ts'
import { type PhotoProblem, takePhoto } from '../../field/photos.ts'
import { queuePhoto } from '../../field/steps.ts'
import { ReasonSheet } from '../../ui/ReasonSheet.tsx'
import { useWords } from '../../ui/words.ts'
import { takeRoundStep } from './steps.ts'

const MOST_PHOTOS = 9

type Props = { readonly round: number; readonly alarm: RoundAlarm; readonly onClose: () => void }

export function AppealSheet({ round, alarm, onClose }: Props) {
  const words = useWords()
  const { patrols } = words
  const [photos, setPhotos] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<PhotoProblem | null>(null)
  const camera = useRef<HTMLInputElement>(null)
  const add = async (files: FileList | null) => {
    setProblem(null)
    for (const file of [...(files ?? [])].slice(0, MOST_PHOTOS - photos.length)) {
      const taken = await takePhoto(file)
      if (typeof taken === 'string') setProblem(taken)
      else setPhotos((before) => [...new Set([...before, taken.hash])])
    }
  }
  const send = async (text: string) => {
    // Before the appeal that names them.
    for (const hash of photos) await queuePhoto(hash)
    await takeRoundStep({ step: 'appeal', round, alarm: alarm.number, text, photos })
  }
  return (
    <ReasonSheet
      title={patrols.phone.appealTitle(patrols.troubles[alarm.kind])}
      reasons={patrols.phone.appealReasons}
      label={patrols.phone.appealText}
      onReason={send}
      onClose={onClose}
    >
      <button
        type="button"
        className="button"
        disabled={photos.length >= MOST_PHOTOS}
        onClick={() => camera.current?.click()}
      >
        {patrols.phone.appealPhotos(photos.length)}
      </button>
      <input
        ref={camera}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        capture="environment"
        multiple
        hidden
        data-testid="appeal-photo"
        onChange={({ target }) => {
          void add(target.files)
          target.value = ''
        }}
      />
      {problem && (
        <p className="problem" role="alert">
          {problem === 'notKept' ? words.phone.photoNotKept : words.field.report[problem]}
        </p>
      )}
    </ReasonSheet>
  )
}
