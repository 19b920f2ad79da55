/** Finds cases, units and vessels by what people type of their codes and names. */
import type { Ticket } from '#contract/tickets.ts'
import type { Contact, Unit } from '#contract/units.ts'

/** The case of that code, else all whose code ends in these digits; at least two, for one would be a guess. */
export function casesLike(text: string, tickets: Iterable<Ticket>): readonly Ticket[] {
  if (!/^\d{2,}$/.test(text)) return []
  const ending = [...tickets].filter((ticket) => ticket.code.endsWith(text))
  const exact = ending.find((ticket) => ticket.code === text)
  return exact ? [exact] : ending
}

/** The unit of that call sign, else all whose call sign begins or ends so. */
export function unitsLike(text: string, units: Iterable<Unit>): readonly Unit[] {
  const wanted = text.toUpperCase()
  if (wanted.length < 2) return []
  const like: Unit[] = []
  for (const unit of units) {
    const code = unit.code.toUpperCase()
    if (code === wanted) return [unit]
    if (code.startsWith(wanted) || code.endsWith(wanted)) like.push(unit)
  }
  return like
}

/** The vessel of that MMSI or name, else all whose MMSI ends or whose name begins so; three letters at the least. */
export function contactsLike(text: string, contacts: Iterable<Contact>): readonly Contact[] {
  const wanted = text.toUpperCase()
  if (wanted.length < 3) return []
  const like: Contact[] = []
  for (const contact of contacts) {
    const name = contact.name?.toUpperCase() ?? ''
    if (contact.device === text || name === wanted) return [contact]
    if (contact.device.endsWith(text) || name.startsWith(wanted)) like.push(contact)
  }
  return like
}
