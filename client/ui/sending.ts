/** Sending a form: what is lacking or was refused stands on it in words, and it is sent once at a time. */
import { type FormEvent, useState } from 'react'
import { Refusal } from '../api.ts'
import { useRefusalWords } from './refusalWords.ts'

export type Sending = {
  readonly submit: (event: FormEvent) => void
  readonly problem: string | null
  /** The code of the refusal, for what is asked because of it. */
  readonly refused: string | null
  readonly busy: boolean
  /** Something else is asked now: what was refused is of no account. */
  readonly forget: () => void
}

/** `lacking` is asked first, and answers in words what is missing. `send` does it, and closes what is to be closed. */
export function useSending(send: () => Promise<unknown>, lacking?: () => string | null | undefined): Sending {
  const sayRefusal = useRefusalWords()
  const [problem, setProblem] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const forget = () => {
    setProblem(null)
    setRefused(null)
  }
  const attempt = async () => {
    const missing = lacking?.()
    if (missing) return setProblem(missing)
    setBusy(true)
    try {
      await send()
      forget()
    } catch (error) {
      setProblem(sayRefusal(error))
      setRefused(error instanceof Refusal ? error.code : null)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void attempt()
  }
  return { submit, problem, refused, busy, forget }
}
