/** What the lookups of units, officers and organisations choose from, in the language spoken. */
import type { Officer } from '#contract/officers.ts'
import { useFacts } from '../facts.ts'
import { useCity } from '../session.ts'
import { useLanguage, useNamed } from '../ui/words.ts'
import type { Named } from './Lookup.tsx'

export function useOrganisations(): readonly Named[] {
  const organisations = useCity((city) => city.organisations)
  const named = useNamed()
  const byId = new Map(organisations.map((each) => [each.id, each]))
  return organisations.map((each) => {
    const parent = byId.get(each.parent ?? 0)
    return { id: each.id, text: named(each), detail: parent ? named(parent) : '' }
  })
}

/** Those in service, by call sign. */
export function useUnits(): readonly Named[] {
  const units = useFacts((facts) => facts.units)
  const language = useLanguage()
  return [...units.values()]
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ id, code, squad, squadEn }) => ({ id, text: code, detail: language === 'zh' ? squad : squadEn }))
}

export function useOfficers(officers: readonly Officer[]): readonly Named[] {
  const units = useFacts((facts) => facts.units)
  const named = useNamed()
  return officers.map((each) => ({
    id: each.id,
    text: named(each),
    detail: `${units.get(each.unit ?? 0)?.code ?? ''} ${each.account ?? ''}`.trim(),
  }))
}
