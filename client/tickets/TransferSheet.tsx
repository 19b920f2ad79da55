/** Asks to whom a case goes: another organisation of the bureau, or a partner department. */
import { useState } from 'react'
import type { Organisation } from '#contract/city.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useCity } from '../session.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { transfer } from './commands.ts'

type Receiver = { readonly organisation: number } | { readonly partner: string }

export function TransferSheet({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { loop } = useWords()
  const [outside, setOutside] = useState(false)
  const [receiver, setReceiver] = useState<Receiver | null>(null)
  const choose = (toOutside: boolean) => {
    setOutside(toOutside)
    setReceiver(null)
  }
  return (
    <ReasonSheet
      title={`${loop.acts.transfer} ${ticket.code}`}
      reasons={loop.reasons.transfer}
      lacking={receiver ? null : loop.needReceiver}
      onReason={(reason) => (receiver ? transfer(ticket, receiver, reason) : Promise.resolve())}
      onClose={onClose}
    >
      <fieldset className="field">
        <legend className="label">{loop.receiver}</legend>
        <div className="choices">
          <button type="button" className="button" aria-pressed={!outside} onClick={() => choose(false)}>
            {loop.ourOrganisation}
          </button>
          <button type="button" className="button" aria-pressed={outside} onClick={() => choose(true)}>
            {loop.partnerDepartment}
          </button>
        </div>
        {outside ? (
          <PartnerField onPartner={(partner) => setReceiver(partner ? { partner } : null)} />
        ) : (
          <OrganisationField
            besides={ticket.organisation}
            onOrganisation={(id) => setReceiver(id === null ? null : { organisation: id })}
          />
        )}
      </fieldset>
    </ReasonSheet>
  )
}

const SHOWN = 6

function OrganisationField(props: {
  readonly besides: number | null
  readonly onOrganisation: (id: number | null) => void
}) {
  const { loop } = useWords()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  const [sought, setSought] = useState('')
  const wanted = sought.trim().toLowerCase()
  const fits = ({ id, name, nameEn }: Organisation) =>
    id !== props.besides && `${name} ${nameEn}`.toLowerCase().includes(wanted)
  const options = organisations
    .filter(fits)
    .slice(0, SHOWN)
    .map((each) => ({ key: String(each.id), text: named(each), id: each.id }))
  return (
    <Combobox
      id="transfer-organisation"
      text={sought}
      onText={(text) => {
        setSought(text)
        props.onOrganisation(null)
      }}
      options={options}
      placeholder={loop.findOrganisation}
      onChoose={({ id, text }) => {
        setSought(text)
        props.onOrganisation(id)
      }}
    />
  )
}

function PartnerField({ onPartner }: { onPartner: (partner: string) => void }) {
  const { loop } = useWords()
  const [name, setName] = useState('')
  const change = (text: string) => {
    setName(text)
    onPartner(text.trim())
  }
  return (
    <Combobox
      id="transfer-partner"
      text={name}
      onText={change}
      options={loop.partners.filter((each) => each.includes(name)).map((each) => ({ key: each, text: each }))}
      placeholder={loop.partnerName}
      onChoose={({ text }) => change(text)}
    />
  )
}
