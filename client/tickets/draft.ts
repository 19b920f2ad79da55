/** A case being written: its fields, what is missing, and what the server said against it. */
import { useState } from 'react'
import type { OpenTicket } from '#contract/tickets.ts'
import { Refusal } from '../api.ts'
import { say } from '../desk/say.ts'
import { write } from '../desk/view.ts'
import { pickPlace, selectTicket, useSelection } from '../selection.ts'
import { refusalWords } from '../ui/refusalWords.ts'
import { useWords, type Words } from '../ui/words.ts'
import { open } from './commands.ts'

export type Draft = {
  readonly category: string | null
  readonly priority: number | null
  readonly text: string
  readonly address: string
}

/** `whole`: about no single field. */
export type DraftField = 'category' | 'priority' | 'text' | 'address' | 'place' | 'whole'
export type Problems = Partial<Record<DraftField, string>>

const empty: Draft = { category: null, priority: null, text: '', address: '' }

export function useDraft() {
  const words = useWords()
  const [draft, setDraft] = useState(empty)
  const [problems, setProblems] = useState<Problems>({})
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    const checked = complete(draft, useSelection.getState().picked, words)
    if ('problems' in checked) return setProblems(checked.problems)
    setBusy(true)
    try {
      const ticket = await open(checked.ticket)
      pickPlace(null)
      write(false)
      selectTicket(ticket.id)
      say(words.desk.form.opened(ticket.code))
    } catch (error) {
      setProblems({ [fieldOf(error)]: refusalWords(error) })
      setBusy(false)
    }
  }
  const change = (changes: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    setProblems({})
  }
  return { draft, change, problems, busy, submit }
}

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
