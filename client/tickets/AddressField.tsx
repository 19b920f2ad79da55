/** The address in words; what it could mean is listed with how sure that is, and a person chooses. */
import { useEffect } from 'react'
import type { AddressCandidate } from '#contract/addresses.ts'
import { forgetAddresses, lookUp, useAddresses } from '../addresses/candidates.ts'
import { flyTo } from '../scene.ts'
import { pickPlace } from '../selection.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { type FieldProps, Problem } from './NewTicket.tsx'

/** What is found by less than its own name keeps the words that were typed: a number is worth more than a road. */
const named = new Set<AddressCandidate['why']>(['exact', 'alias', 'crossing'])

export function AddressField({ draft, change, problem }: FieldProps) {
  const words = useWords()
  const nameOf = useNamed()
  const { list, text, failed } = useAddresses()
  useEffect(() => forgetAddresses, [])
  const options = list.map((candidate) => ({
    key: `${candidate.kind} ${candidate.place}`,
    text: nameOf(candidate),
    detail: `${words.intake.why[candidate.why]} ${words.intake.percent(Math.round(candidate.confidence * 100))}`,
    candidate,
  }))
  const choose = (candidate: AddressCandidate) => {
    const name = nameOf(candidate)
    const whole = named.has(candidate.why) || name.includes(draft.address.trim())
    change({ address: whole ? name : draft.address })
    pickPlace([candidate.place[0], candidate.place[1]])
    forgetAddresses()
    flyTo(candidate.place)
  }
  const missing = failed
    ? words.intake.addressFailed
    : text !== '' && list.length === 0 && words.intake.noAddress
  return (
    <div className="field" data-testid="ticket-address">
      <label htmlFor="ticket-address">{words.desk.form.address}</label>
      <Combobox
        id="ticket-address"
        text={draft.address}
        onText={(address) => {
          change({ address })
          lookUp(address)
        }}
        options={options}
        placeholder={words.desk.form.findAddress}
        invalid={problem !== undefined}
        onChoose={(option) => choose(option.candidate)}
      />
      {missing && <p className="low">{missing}</p>}
      <Problem text={problem} />
    </div>
  )
}
