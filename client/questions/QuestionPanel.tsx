/** Asking the past about a place, a zone or a case: what is asked, about which time, and the answer below. */
import { useState } from 'react'
import type { LngLat } from '#contract/endpoint.ts'
import { NEAR_METRES } from '#contract/questions.ts'
import { useFacts } from '../facts.ts'
import { radii } from '../map/tools/radius.ts'
import { setRadius, useHand } from '../map/tools/store.ts'
import { MomentField } from '../rules/MomentField.tsx'
import { useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { Answer } from './Answer.tsx'
import {
  ask,
  chooseKind,
  chooseSpan,
  type Question,
  type QuestionKind,
  questionKinds,
  spanNow,
  useQuestion,
} from './asking.ts'
import { useZonesAt } from './zonesHere.ts'
import './questions.css'

export function QuestionPanel() {
  const { questions } = useWords()
  const kind = useQuestion((question) => question.kind)
  const mayAsk = useMay('question.ask')
  const [zone, setZone] = useState<number | null>(null)
  const { question, lacking } = useAsked(kind, zone)
  if (!mayAsk) return null
  return (
    <form
      className="question"
      data-testid="question"
      onSubmit={(event) => {
        event.preventDefault()
        if (question) void ask(question)
      }}
    >
      <fieldset className="tool-radius" aria-label={questions.title}>
        {questionKinds.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={each === kind}
            data-testid={`question-${each}`}
            onClick={() => chooseKind(each)}
          >
            {questions.kinds[each]}
          </button>
        ))}
      </fieldset>
      <Span kind={kind} />
      {kind !== 'distances' && <Where kind={kind} zone={zone} onZone={setZone} />}
      <div className="question-ask">
        <button type="submit" className="button primary" disabled={!question} data-testid="ask-past">
          {questions.ask}
        </button>
        {lacking && <span className="middle">{lacking}</span>}
      </div>
      <Answer />
    </form>
  )
}

/** What would be asked, or what is still missing for it, in words. */
function useAsked(
  kind: QuestionKind,
  zone: number | null,
): { readonly question?: Question; readonly lacking?: string } {
  const { questions } = useWords()
  const { place } = usePlace()
  const metres = Math.min(
    NEAR_METRES.most,
    useHand((hand) => hand.metres),
  )
  const zones = useZonesAt(place)
  const selected = useSelection((selection) => selection.ticket)
  const ticket = useFacts((facts) => (selected === null ? undefined : facts.tickets.get(selected)))
  if (kind === 'distances') return ticket ? { question: { kind, ticket } } : { lacking: questions.pickTicket }
  if (!place) return { lacking: questions.pickPlace }
  const chosen = zones.find(({ properties }) => properties.id === zone)?.properties.id
  if (kind === 'passes') {
    const first = chosen ?? zones[0]?.properties.id
    return first === undefined ? { lacking: questions.noZone } : { question: { kind, zone: first } }
  }
  if (kind === 'nearby') return { question: { kind, place, metres } }
  return { question: chosen === undefined ? { kind, place, metres } : { kind, zone: chosen } }
}

/** The place that was put on the map, or else where the selected case is. */
function usePlace(): { readonly place: LngLat | null; readonly code: string | null } {
  const put = useHand((hand) => hand.points[0])
  const selected = useSelection((selection) => selection.ticket)
  const ticket = useFacts((facts) => (selected === null ? undefined : facts.tickets.get(selected)))
  if (put) return { place: put, code: null }
  return { place: ticket?.place ?? null, code: ticket?.code ?? null }
}

function Span({ kind }: { kind: QuestionKind }) {
  const { questions } = useWords()
  // The span follows the shown moment until one of its ends is chosen.
  useNow()
  const { from, to } = spanNow(useQuestion())
  const hasBeginning = kind === 'nearby' || kind === 'distances'
  return (
    <div className="question-span">
      {hasBeginning && (
        <MomentField
          id="question-from"
          label={questions.from}
          value={from}
          onChange={(at) => chooseSpan({ from: at })}
        />
      )}
      <MomentField
        id="question-to"
        label={hasBeginning ? questions.to : questions.at}
        value={to}
        onChange={(at) => chooseSpan({ to: at })}
      />
    </div>
  )
}

type WhereProps = {
  readonly kind: QuestionKind
  readonly zone: number | null
  readonly onZone: (zone: number | null) => void
}

function Where({ kind, zone, onZone }: WhereProps) {
  const { questions } = useWords()
  const named = useNamed()
  const { place, code } = usePlace()
  const metres = useHand((hand) => hand.metres)
  const zones = useZonesAt(place)
  const circle = kind === 'nearby' || (kind === 'tickets' && zone === null)
  return (
    <>
      {code && <p className="low">{questions.ofTicket(code)}</p>}
      {kind !== 'nearby' && zones.length > 0 && (
        <label className="question-zone">
          <span className="low">{questions.zone}</span>
          <select
            className="input"
            data-testid="question-zone"
            value={zone ?? ''}
            onChange={({ target }) => onZone(target.value === '' ? null : Number(target.value))}
          >
            {kind === 'tickets' && <option value="">{questions.circle}</option>}
            {zones.map(({ properties }) => (
              <option key={properties.id} value={properties.id}>
                {named(properties)}
              </option>
            ))}
          </select>
        </label>
      )}
      {circle && (
        <fieldset className="tool-radius" aria-label={questions.metres}>
          {radii.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={metres === each}
              onClick={() => setRadius(each)}
            >
              {each}
            </button>
          ))}
          <span className="low">{questions.metres}</span>
        </fieldset>
      )}
    </>
  )
}
