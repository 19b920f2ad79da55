/** What a mover is called now: a unit by its call sign, a vessel by its name. */
import { useFacts } from '../facts.ts'

export function useMoverName(): (mover: number) => string {
  const units = useFacts((facts) => facts.units)
  const contacts = useFacts((facts) => facts.contacts)
  return (mover) => {
    const contact = contacts.get(mover)
    return units.get(mover)?.code ?? contact?.name ?? contact?.device ?? `#${mover}`
  }
}
