/** Asks now and again and again: what is answered is shown, and what is refused stands beside the last answer. */
import { Refusal } from '../api.ts'

/** Answers how to stop; after that nothing is handed on. */
export function repeatedly<T>(
  everyMs: number,
  ask: () => Promise<T>,
  answered: (answer: T) => void,
  refused: (refusal: Refusal | null) => void,
): () => void {
  let stopped = false
  const read = async () => {
    try {
      const answer = await ask()
      if (stopped) return
      answered(answer)
      refused(null)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (!stopped) refused(error)
    }
  }
  void read()
  const timer = window.setInterval(() => void read(), everyMs)
  return () => {
    stopped = true
    window.clearInterval(timer)
  }
}
