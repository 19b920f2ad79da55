/** Whether a draft is a whole case, and which field a refusal is about. */
import type { OpenTicket } from '#contract/tickets.ts'
import { Refusal } from '../api.ts'
import type { Words } from '../ui/words/chinese.ts'

export type Draft = {
  readonly category: string | null
  readonly priority: number | null
  readonly text: string
  readonly address: string
}

/** `whole`: about no single field. */
export type DraftField = 'category' | 'priority' | 'text' | 'address' | 'place' | 'whole'
export type Problems = Partial<Record<DraftField, string>>

/** The case to send, or what is missing in words. */
export function complete(
  { category, priority, text, address }: Draft,
  place: readonly [number, number] | null,
  words: Words,
): { readonly ticket: OpenTicket } | { readonly problems: Problems } {
  const { form } = words.desk
  const problems: Problems = {
    ...(category === null ? { category: form.needCategory } : {}),
    ...(text.trim() === '' ? { text: form.needText } : {}),
    ...(address.trim() === '' ? { address: form.needAddress } : {}),
    ...(place === null ? { place: form.needPlace } : {}),
  }
  if (category === null || place === null || Object.keys(problems).length > 0) return { problems }
  const [lng, lat] = place
  return {
    ticket: {
      category,
      text: text.trim(),
      address: address.trim(),
      place: [lng, lat],
      ...(priority === null ? {} : { priority }),
    },
  }
}

/** Which field a refusal is about: the server points into what was sent, e.g. `body/place/0`. */
export function fieldOf(error: unknown): DraftField {
  const named = error instanceof Refusal ? error.where?.split('/')[1] : undefined
  const known: readonly string[] = ['category', 'priority', 'text', 'address', 'place']
  return named !== undefined && known.includes(named) ? (named as DraftField) : 'whole'
}
