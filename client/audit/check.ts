/** Checks the log part by part, so that one sees how far it has come and can stop it. */
import { create } from 'zustand'
import { type ChainPart, checkChain } from '#contract/chain.ts'
import { call, Refusal } from '../api.ts'

export type Check =
  | { readonly state: 'none' }
  | { readonly state: 'running' | 'stopped'; readonly part: ChainPart | null }
  | { readonly state: 'done'; readonly part: ChainPart; readonly at: number }
  | { readonly state: 'failed'; readonly refusal: Refusal; readonly part: ChainPart | null }

export const useCheck = create<{ readonly check: Check }>(() => ({ check: { state: 'none' } }))

const show = (check: Check): void => useCheck.setState({ check })

const PART = 5_000

let running: AbortController | null = null

/** Checks from the first entry on, until the last or the first that is wrong. */
export async function checkLog(): Promise<void> {
  running?.abort()
  const mine = new AbortController()
  running = mine
  let part: ChainPart | null = null
  show({ state: 'running', part })
  try {
    for (let after = 0; ; after = part.checked) {
      part = await call(checkChain, { query: { after, limit: PART }, signal: mine.signal })
      if (mine.signal.aborted) return
      show({ state: 'running', part })
      if (part.broken || part.checked >= part.last) break
    }
    show({ state: 'done', part, at: Date.now() })
  } catch (error) {
    if (mine.signal.aborted) return
    if (!(error instanceof Refusal)) throw error
    show({ state: 'failed', refusal: error, part })
  }
}

export function stopCheck(): void {
  running?.abort()
  const { check } = useCheck.getState()
  if (check.state === 'running') show({ state: 'stopped', part: check.part })
}
