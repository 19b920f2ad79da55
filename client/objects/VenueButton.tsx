/** On the phone: the code at the door finds the object and proves the visit; then the inspection is recorded. */
import { type FormEvent, useRef, useState } from 'react'
import { type ObjectCard, readVenue } from '#contract/objects.ts'
import { call, Refusal } from '../api.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { codeIn, readsCodes } from './barcode.ts'
import { InspectSheet } from './InspectSheet.tsx'

type Found = { readonly code: string; readonly card: ObjectCard }

export function VenueButton() {
  const { objects } = useWords()
  const may = useMay('object.inspect')
  const [asking, setAsking] = useState(false)
  const [found, setFound] = useState<Found | null>(null)
  const [done, setDone] = useState<string | null>(null)
  if (!may) return null
  return (
    <>
      <button type="button" className="button" data-testid="field-venue" onClick={() => setAsking(true)}>
        {objects.phone.heading}
      </button>
      {done && <output className="middle">{objects.phone.done(done)}</output>}
      {asking && (
        <CodeSheet
          onFound={(told) => {
            setFound(told)
            setAsking(false)
          }}
          onClose={() => setAsking(false)}
        />
      )}
      {found && (
        <InspectSheet
          object={found.card.object}
          code={found.code}
          onDone={() => setDone(found.card.object.name)}
          onClose={() => setFound(null)}
        />
      )}
    </>
  )
}

function CodeSheet({ onFound, onClose }: { onFound: (found: Found) => void; onClose: () => void }) {
  const { objects } = useWords()
  const linked = useMayCommand()
  const sayRefusal = useRefusalWords()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const look = async (wanted: string) => {
    setProblem(null)
    try {
      onFound({ code: wanted, card: await call(readVenue, { params: { code: wanted } }) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setProblem(sayRefusal(error))
    }
  }
  const photograph = async (photo: File) => {
    const seen = await codeIn(photo)
    if (seen === undefined) return setProblem(objects.phone.noCode)
    setCode(seen)
    await look(seen)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) void look(code.trim())
  }
  return (
    <Sheet title={objects.phone.heading} onClose={onClose} testId="venue-sheet">
      <form className="report-form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="venue-code">{objects.sheet.code}</label>
          <input
            id="venue-code"
            className="input"
            autoComplete="off"
            maxLength={100}
            data-focus-first
            data-testid="venue-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        {readsCodes() && <Camera onPhoto={(photo) => void photograph(photo)} />}
        {problem && (
          <p className="problem" role="alert" data-testid="problem">
            {problem}
          </p>
        )}
        <button
          type="submit"
          className="button primary next-step"
          disabled={!linked || !code.trim()}
          data-testid="venue-look"
        >
          {objects.phone.look}
        </button>
      </form>
    </Sheet>
  )
}

function Camera({ onPhoto }: { onPhoto: (photo: File) => void }) {
  const { objects } = useWords()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {objects.phone.scan}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={({ target }) => {
          const [photo] = target.files ?? []
          if (photo) onPhoto(photo)
          target.value = ''
        }}
      />
    </>
  )
}
