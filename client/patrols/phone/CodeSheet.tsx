/** Arrived: the code on the plate of the venue, typed, or read from a photo of it where the phone can. */
import { useRef, useState } from 'react'
import type { RoundStop } from '#contract/rounds.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useNamed, useWords } from '../../ui/words.ts'
import { takeRoundStep } from './steps.ts'

type Props = { readonly round: number; readonly stop: RoundStop; readonly onClose: () => void }

export function CodeSheet({ round, stop, onClose }: Props) {
  const words = useWords()
  const { phone } = words.patrols
  const named = useNamed()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const camera = useRef<HTMLInputElement>(null)
  const scan = async (file: File | undefined) => {
    const read = file && (await codeIn(file))
    if (read) setCode(read)
    else setProblem(phone.noCode)
  }
  const arrive = async () => {
    if (code.trim() === '') return
    await takeRoundStep({ step: 'reach', round, stop: stop.number, code: code.trim() })
    onClose()
  }
  return (
    <Sheet title={phone.codeTitle(named(stop))} onClose={onClose} testId="code-sheet">
      <form
        className="sheet-form"
        onSubmit={(event) => {
          event.preventDefault()
          void arrive()
        }}
      >
        <div className="field">
          <label htmlFor="venue-code">{phone.code}</label>
          <input
            id="venue-code"
            className="input"
            data-focus-first
            autoCapitalize="characters"
            autoComplete="off"
            maxLength={60}
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        </div>
        <Problem words={problem} />
        <div className="actions">
          {detector() && (
            <button type="button" className="button" onClick={() => camera.current?.click()}>
              {phone.scan}
            </button>
          )}
          <button
            type="submit"
            className="button primary"
            disabled={code.trim() === ''}
            data-testid="code-confirm"
          >
            {words.screen.confirm}
          </button>
        </div>
        <input
          ref={camera}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          onChange={({ target }) => {
            void scan(target.files?.[0])
            target.value = ''
          }}
        />
      </form>
    </Sheet>
  )
}

type Detector = { detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]> }

/** Browsers of phones read codes by themselves; where one does not, the code is typed. */
const detector = (): (new () => Detector) | undefined =>
  (window as { readonly BarcodeDetector?: new () => Detector }).BarcodeDetector

/** The plate holds the bare code, or an address that ends in it. */
async function codeIn(file: File): Promise<string | undefined> {
  const Reader = detector()
  if (!Reader) return undefined
  const found = await createImageBitmap(file)
    .then((image) => new Reader().detect(image))
    .catch(() => [])
  return found[0]?.rawValue.split(/[/=]/).at(-1)
}
