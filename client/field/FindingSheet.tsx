/** The form of a finding: category, what, where, photos. */
import { type FormEvent, useState } from 'react'
import type { LngLat } from '#contract/endpoint.ts'
import { pickPlace, startPicking, useSelection } from '../selection.ts'
import { CategoryField } from '../tickets/CategoryField.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { DraftPhotos } from './DraftPhotos.tsx'
import type { Found } from './FindingButton.tsx'
import { freshPlace, useLocation } from './location.ts'
import { PhotoButton } from './PhotoButton.tsx'
import { changeDraft, FINDING, forgetDraft, useReportDraft } from './reportDraft.ts'
import { reportFinding } from './steps.ts'

type Problem = 'needCategory' | 'needText' | 'needAddress' | 'needPlace' | 'stalePlace'

type Props = {
  readonly found: Found
  readonly onChange: (changes: Partial<Found>) => void
  readonly onSent: () => void
  readonly onClose: () => void
}

export function FindingSheet({ found, onChange, onSent, onClose }: Props) {
  const { phone } = useWords()
  const { text, photos } = useReportDraft(FINDING)
  const picked = useSelection((selection) => selection.picked)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { category, address } = found
    if (category === null) return setProblem('needCategory')
    if (text.trim() === '') return setProblem('needText')
    if (address.trim() === '') return setProblem('needAddress')
    const place = picked ?? freshPlace()
    if (place === null) return setProblem(useLocation.getState().fix ? 'stalePlace' : 'needPlace')
    const finding = { category, text: text.trim(), address: address.trim(), place, photos: [...photos] }
    void reportFinding(finding).then(() => {
      forgetDraft(FINDING)
      pickPlace(null)
      onSent()
      onClose()
    })
  }
  return (
    <Sheet title={phone.finding.heading} onClose={onClose} testId="finding-sheet">
      <form className="report-form" onSubmit={send} noValidate>
        <CategoryField
          category={found.category}
          onChoose={({ code }) => onChange({ category: code })}
          problem={undefined}
        />
        <div className="field">
          <label htmlFor="finding-text">{phone.finding.text}</label>
          <textarea
            id="finding-text"
            className="input"
            rows={3}
            maxLength={4000}
            placeholder={phone.finding.hint}
            data-testid="finding-text"
            value={text}
            onChange={(event) => changeDraft(FINDING, { text: event.target.value })}
          />
        </div>
        <div className="field">
          <label htmlFor="finding-address">{phone.finding.address}</label>
          <input
            id="finding-address"
            className="input"
            maxLength={300}
            placeholder={phone.finding.addressHint}
            data-testid="finding-address"
            value={found.address}
            onChange={(event) => onChange({ address: event.target.value })}
          />
        </div>
        <PlaceChoice picked={picked} />
        <DraftPhotos assignment={FINDING} removable />
        <PhotoButton assignment={FINDING} />
        {problem && (
          <p className="problem" role="alert" data-testid="problem">
            {phone.finding[problem]}
          </p>
        )}
        <button type="submit" className="button primary next-step" data-testid="finding-submit">
          {phone.finding.submit}
        </button>
      </form>
    </Sheet>
  )
}

/** Where the phone is, unless another place was chosen. */
function PlaceChoice({ picked }: { picked: LngLat | null }) {
  const { phone } = useWords()
  const fix = useLocation((location) => location.fix)
  const place = picked ?? fix?.place
  return (
    <div className="field">
      <span className="label">{phone.finding.place}</span>
      <div className="side-by-side">
        <button
          type="button"
          className="button"
          aria-pressed={picked === null}
          disabled={!fix}
          onClick={() => pickPlace(null)}
        >
          {phone.finding.here}
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={picked !== null}
          data-testid="finding-pick"
          onClick={startPicking}
        >
          {phone.finding.onMap}
        </button>
      </div>
      <output className="low">
        {place ? `${place[0].toFixed(5)}, ${place[1].toFixed(5)}` : phone.noFix}
        {!picked && fix && ` ±${phone.metres(String(Math.round(fix.accuracy)))}`}
      </output>
    </div>
  )
}
