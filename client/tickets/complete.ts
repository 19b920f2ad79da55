/** Whether a draft is a whole case, and which field a refusal is about. */
import type { OpenTicket, TicketSource } from '#contract/tickets.ts'
import { Refusal } from '../api.ts'
import type { Words } from '../ui/words/chinese.ts'

export type Draft = {
  readonly category: string | null
  readonly priority: number | null
  readonly text: string
  readonly address: string
  readonly source: TicketSource
  /** The source's own number; empty: it gave none. */
  readonly externalId: string
  /** Who complained; empty: nobody told. */
  readonly name: string
  readonly phone: string
  /** Hashes of those already stored. */
  readonly photos: readonly string[]
}

export const emptyDraft: Draft = {
  category: null,
  priority: null,
  text: '',
  address: '',
  source: 'desk',
  externalId: '',
  name: '',
  phone: '',
  photos: [],
}

/** `whole`: about no single field. */
export type DraftField =
  | 'category'
  | 'priority'
  | 'text'
  | 'address'
  | 'place'
  | 'source'
  | 'complainant'
  | 'photos'
  | 'whole'
export type Problems = Partial<Record<DraftField, string>>

/** The case to send, or what is missing in words. */
export function complete(
  draft: Draft,
  place: readonly [number, number] | null,
  words: Words,
): { readonly ticket: OpenTicket } | { readonly problems: Problems } {
  const { form } = words.desk
  const { category, priority, text, address } = draft
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
      ...told(draft),
    },
  }
}

/** What was told beside the case; what was not is not sent. */
function told({ source, externalId, name, phone, photos }: Draft): Partial<OpenTicket> {
  const complainant = { name: name.trim(), phone: phone.trim() }
  return {
    ...(source === 'desk' ? {} : { source }),
    ...(source === 'desk' || externalId.trim() === '' ? {} : { externalId: externalId.trim() }),
    ...(complainant.name === '' && complainant.phone === '' ? {} : { complainant }),
    ...(photos.length === 0 ? {} : { photos: [...photos] }),
  }
}

/** Which field a refusal is about: the server points into what was sent, e.g. `body/place/0`. */
export function fieldOf(error: unknown): DraftField {
  const named = error instanceof Refusal ? error.where?.split('/')[1] : undefined
  if (named === 'externalId') return 'source'
  const known: readonly string[] = [
    'category',
    'priority',
    'text',
    'address',
    'place',
    'source',
    'complainant',
    'photos',
  ]
  return named !== undefined && known.includes(named) ? (named as DraftField) : 'whole'
}
