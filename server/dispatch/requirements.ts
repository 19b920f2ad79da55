/** Whether a unit meets what a category asks for; if not, the one reason, the first that holds. */
import type { LeftOut, LeftOutReason } from '#contract/candidates.ts'
import type { Words } from '#contract/endpoint.ts'
import { askedWords, type Requirement, type RosterUnit } from './rosterQueries.ts'

export type Unmet = Pick<LeftOut, 'needs'> & { readonly reason: LeftOutReason }

/** Kinds that may go; none asked for: everyone on the water, everyone but boats on land. */
export function suits(unit: Pick<RosterUnit, 'kind'>, asked: readonly string[], onWater: boolean): boolean {
  if (asked.length > 0) return asked.includes(unit.kind)
  return unit.kind !== 'video' && (onWater || unit.kind !== 'boat')
}

export function unmet(unit: RosterUnit, asked: Requirement): Unmet | undefined {
  if (unit.officers < asked.officers && asked.officers > 1)
    return { reason: 'officers', needs: count(asked.officers, '名队员', 'officers') }
  if (unit.certificates < asked.certificates)
    return { reason: 'certificates', needs: count(asked.certificates, '人持执法证', 'with a certificate') }
  if (asked.skill && !unit.skills.includes(asked.skill.code))
    return { reason: 'skill', needs: askedWords(asked.skill) }
  if (asked.vehicle && unit.vehicle !== asked.vehicle.code)
    return { reason: 'vehicle', needs: askedWords(asked.vehicle) }
  if (asked.item && unit.items !== null && !unit.items.includes(asked.item.code))
    return { reason: 'item', needs: askedWords(asked.item) }
  return undefined
}

/** A crew that is not on record cannot be counted: one officer is taken for granted. */
const count = (number: number, zh: string, en: string): Words => ({
  zh: `${number} ${zh}`,
  en: `${number} ${en}`,
})
