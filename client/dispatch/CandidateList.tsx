/** The units that suit the selected case, best first with what counts, each with the digit that marks it; and who is left out. */
import { useState } from 'react'
import type { Candidate } from '#contract/candidates.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Unit, unitStatus } from '#contract/units.ts'
import { useFacts } from '../facts.ts'
import { shortAge } from '../positions/ageing.ts'
import { showMover } from '../scene.ts'
import { toggleChosen, useSelection } from '../selection.ts'
import { useNow } from '../ui/now.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { useLanguage, useWords } from '../ui/words.ts'
import { CandidateTerms, heaviestTerms } from './CandidateTerms.tsx'
import { useCandidates } from './candidates.ts'
import { FlipLine, LeftOutList } from './LeftOutList.tsx'
import './candidates.css'

export function CandidateList({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const asked = useCandidates()
  const list = asked.ticket === ticket.id ? asked.list : null
  const marked = useSelection((selection) => selection.chosen.at(-1))
  const [looked, setLooked] = useState<number | null>(null)
  const opened = looked ?? marked
  return (
    <section aria-label={words.desk.candidates}>
      <h3 className="sub-head">
        {words.desk.candidates}
        <CandidatesAge at={asked.at} />
        <kbd>F4</kbd>
      </h3>
      {asked.failed && <p className="problem row-text">{words.desk.candidatesFailed}</p>}
      {list === null && !asked.failed && <CandidateBones />}
      {asked.onWater && <p className="low row-text">{words.recommend.onWater}</p>}
      {list?.length === 0 && <p className="low row-text">{words.desk.noCandidates}</p>}
      <div id="candidates" role="listbox" aria-multiselectable="true">
        {list?.map((candidate, index) => (
          <CandidateRow
            key={candidate.unit}
            candidate={candidate}
            digit={index + 1}
            open={candidate.unit === opened}
            onOpen={setLooked}
          />
        ))}
      </div>
      <FlipLine flip={list && asked.flip} />
      {list && <LeftOutList left={asked.leftOut} open={list.length < FEW} />}
    </section>
  )
}

/** With fewer candidates than this it matters who is left out. */
const FEW = 3

type RowProps = {
  readonly candidate: Candidate
  readonly digit: number
  /** Shows all that counts. */
  readonly open: boolean
  readonly onOpen: (unit: number | null) => void
}

function CandidateRow({ candidate, digit, open, onOpen }: RowProps) {
  const words = useWords()
  const chosen = useSelection((selection) => selection.chosen.includes(candidate.unit))
  const unit = useFacts((facts) => facts.units.get(candidate.unit))
  const active = useFacts((facts) => facts.activeByUnit.get(candidate.unit))
  if (!unit) return null
  const unavailable = active ? words.desk.taken : unit.duty === 'on' ? null : words.desk.offDuty
  const terms = `terms-${candidate.unit}`
  return (
    <div role="presentation">
      <button
        type="button"
        role="option"
        aria-selected={chosen}
        aria-describedby={open ? terms : undefined}
        onFocus={() => onOpen(candidate.unit)}
        onBlur={() => onOpen(null)}
        className="row candidate-row"
        disabled={unavailable !== null}
        data-testid="candidate-row"
        data-unit={unit.code}
        onClick={() => toggleChosen(unit.id)}
        onDoubleClick={() => showMover(unit.id)}
      >
        <kbd>{digit}</kbd>
        <b className="clip">{unit.code}</b>
        <Squad unit={unit} />
        <b>{words.screen.minutes(Math.max(1, Math.round(candidate.etaSeconds / 60)))}</b>
        <span className="middle">{words.screen.kilometres((candidate.metres / 1000).toFixed(1))}</span>
        <Remarks candidate={candidate} unit={unit} unavailable={unavailable} />
        <UnitShape status={unitStatus(unit, active)} />
      </button>
      {open && <CandidateTerms candidate={candidate} id={terms} />}
    </div>
  )
}

function Squad({ unit }: { unit: Unit }) {
  const language = useLanguage()
  return <span className="clip">{language === 'zh' ? unit.squad : unit.squadEn}</span>
}

/** A place older than this is worth saying: every pane shows its data's age past 5 s. */
const PLACE_WORTH_SAYING = 5000

function Remarks(props: { candidate: Candidate; unit: Unit; unavailable: string | null }) {
  const { candidate, unit, unavailable } = props
  const words = useWords()
  const now = useNow()
  const old = now - candidate.fixAt
  const parts = [
    unavailable,
    words.unitKinds[unit.kind],
    candidate.crossing === null ? null : words.desk.crossing(candidate.crossing),
    ...heaviestTerms(candidate, words),
    candidate.sameDistrict ? null : words.desk.otherDistrict,
    old > PLACE_WORTH_SAYING ? words.desk.placeAge(shortAge(old)) : null,
  ]
  return <span className="low clip">{parts.filter(Boolean).join(' · ')}</span>
}

function CandidatesAge({ at }: { at: number }) {
  const words = useWords()
  const now = useNow()
  if (at === 0 || now - at < PLACE_WORTH_SAYING) return <span className="sub-age" />
  return <span className="low sub-age">{words.screen.ago(shortAge(now - at))}</span>
}

function CandidateBones() {
  const words = useWords()
  return (
    <div className="bone-rows" role="status" aria-label={words.screen.loading}>
      <div className="bones" style={{ width: '70%' }} />
      <div className="bones" style={{ width: '62%' }} />
      <div className="bones" style={{ width: '66%' }} />
    </div>
  )
}
