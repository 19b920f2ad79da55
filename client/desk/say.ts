/** The desk's one line of answer: what was done or refused, until the next one. */
import { create } from 'zustand'
import { refusalWords } from '../ui/refusalWords.ts'

type Said = { readonly text: string; readonly tone: 'done' | 'refused' } | null

export const useSaid = create<{ readonly said: Said }>(() => ({ said: null }))

export const say = (text: string, tone: 'done' | 'refused' = 'done') =>
  useSaid.setState({ said: { text, tone } })
export const saidNothing = () => useSaid.setState({ said: null })

/** Does something that may be refused, and says the refusal; answers whether it was done. */
export async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    saidNothing()
    await deed()
    return true
  } catch (error) {
    say(refusalWords(error), 'refused')
    return false
  }
}
