/** Units to choose from by call sign, for a field that completes what is typed. */
import type { Unit } from '#contract/units.ts'
import type { Language } from './words.ts'

/** Those whose call sign holds `typed`, in its order, `most` at the most. */
export const unitOptions = (units: Iterable<Unit>, typed: string, language: Language, most: number) =>
  [...units]
    .filter(({ code }) => code.includes(typed.trim().toUpperCase()))
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .slice(0, most)
    .map((each) => ({
      key: String(each.id),
      text: each.code,
      detail: language === 'zh' ? each.squad : each.squadEn,
    }))
