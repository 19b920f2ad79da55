/** The call for help: kept at once, sent beside the outbox and not behind it, and repeated until the server has it. */
import { create } from 'zustand'
import type { LngLat, Words } from '#contract/endpoint.ts'
import { raiseSos } from '#contract/units.ts'
import { call as command, newKey, Refusal } from '../api.ts'
import { serverNow } from '../clock.ts'
import { letIn } from '../facts.ts'
import { comesBack } from './comesBack.ts'
import { freshPlace } from './location.ts'
import { putOnShelf, shelved, takeOffShelf } from './shelf.ts'

/** `goesAt`: until then, by the phone's clock, it can be taken back; ms UTC. */
export type Call = {
  readonly key: string
  readonly unit: number
  readonly at: number
  readonly place: LngLat | null
  readonly goesAt: number
}

type Sos = {
  /** What the server does not have yet. */
  readonly call: Call | null
  /** How often it was tried in vain. */
  readonly tries: number
  readonly refused: Words | null
}

const quiet: Sos = { call: null, tries: 0, refused: null }
export const useSos = create<Sos>(() => quiet)

const CANCEL_MS = 5000
const TRY_AGAIN_AFTER = 2000
/** A line that hangs must not hold the next try back. */
const PATIENCE = 4000

export function callForHelp(unit: number): void {
  const at = Math.round(serverNow())
  const call = { key: newKey(), unit, at, place: freshPlace(), goesAt: Date.now() + CANCEL_MS }
  useSos.setState({ call, tries: 0, refused: null })
}

/** Takes it back; too late once it is on its way. */
export function cancelCall(): void {
  const { call } = useSos.getState()
  if (call && Date.now() < call.goesAt) useSos.setState(quiet)
}

/** Takes up a call that was under way and sends calls from now on; answers how to stop. */
export function sendCalls(username: string): () => void {
  const place = `sos.${username}`
  let timer: number | undefined
  let stopped = false
  const plan = () => {
    window.clearTimeout(timer)
    const { call, tries } = useSos.getState()
    if (!call) return
    const wait = tries === 0 ? call.goesAt - Date.now() : TRY_AGAIN_AFTER
    // A clock set back must not put it off.
    timer = window.setTimeout(() => void attempt(call), Math.min(Math.max(0, wait), CANCEL_MS))
  }
  const attempt = async (call: Call) => {
    const next = await tried(call)
    // Taken back, or another account meanwhile: then the answer is of no interest here.
    if (!stopped && useSos.getState().call?.key === call.key) useSos.setState(next)
  }
  const stop = useSos.subscribe((now, before) => {
    if (now.call?.key !== before.call?.key) keep(place, now.call)
    plan()
  })
  shelved<Call>('kept', place).then(
    (call) => !stopped && call && !useSos.getState().call && useSos.setState({ call }),
    () => undefined,
  )
  return () => {
    stopped = true
    stop()
    window.clearTimeout(timer)
    useSos.setState(quiet)
  }
}

async function tried({ key, unit, at, place }: Call): Promise<Partial<Sos>> {
  const body = { at, ...(place ? { place } : {}) }
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    letIn({ unit: await command(raiseSos, { params: { id: unit }, body, key, signal }) })
    return quiet
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return comesBack(error) ? { tries: useSos.getState().tries + 1 } : { ...quiet, refused: error.words }
  }
}

/** Beside the sending: a disk that is slow or full must not hold up a call for help. */
function keep(place: string, call: Call | null): void {
  const kept = call ? putOnShelf('kept', place, call) : takeOffShelf('kept', place)
  kept.catch(() => undefined)
}
