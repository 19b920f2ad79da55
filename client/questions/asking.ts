/** The question that is put together beside the map, and the answer to the one that was asked last. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import {
  askDistances,
  askNearby,
  askPasses,
  askTickets,
  type DistanceAnswer,
  type NearbyAnswer,
  type PassAnswer,
  type TicketAnswer,
} from '#contract/questions.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call, Refusal } from '../api.ts'
import { shownNow, useClock } from '../clock.ts'

export const questionKinds = ['nearby', 'passes', 'tickets', 'distances'] as const
export type QuestionKind = (typeof questionKinds)[number]

export type Question =
  | { readonly kind: 'nearby'; readonly place: LngLat; readonly metres: number }
  | { readonly kind: 'passes'; readonly zone: number }
  | { readonly kind: 'tickets'; readonly place: LngLat; readonly metres: number }
  | { readonly kind: 'tickets'; readonly zone: number }
  | { readonly kind: 'distances'; readonly ticket: Pick<Ticket, 'id' | 'code' | 'place'> }

export type Answered =
  | { readonly kind: 'nearby'; readonly told: NearbyAnswer; readonly place: LngLat }
  | { readonly kind: 'passes'; readonly told: PassAnswer }
  | { readonly kind: 'tickets'; readonly told: TicketAnswer }
  | {
      readonly kind: 'distances'
      readonly told: DistanceAnswer
      readonly code: string
      readonly place: LngLat
    }

export type Asked =
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly answer: Answered }
  | { readonly state: 'refused'; readonly refusal: Refusal }

type Questioning = {
  readonly kind: QuestionKind
  /** ms UTC; null: half an hour until the shown moment. */
  readonly from: number | null
  readonly to: number | null
  readonly asked: Asked
}

const nothing: Questioning = { kind: 'nearby', from: null, to: null, asked: { state: 'none' } }
export const useQuestion = create<Questioning>(() => nothing)

export const chooseKind = (kind: QuestionKind): void =>
  useQuestion.setState({ kind, asked: { state: 'none' } })
export const chooseSpan = (span: Partial<Pick<Questioning, 'from' | 'to'>>): void =>
  useQuestion.setState(span)

const HALF_HOUR = 1_800_000

/** The span that is asked about: until the shown moment where nobody chose another. */
export function spanNow({ from, to }: Pick<Questioning, 'from' | 'to'>): { from: number; to: number } {
  const until = to ?? Math.round(shownNow())
  return { from: from ?? until - HALF_HOUR, to: until }
}

let asking: AbortController | null = null

export async function ask(question: Question): Promise<void> {
  asking?.abort()
  const mine = new AbortController()
  asking = mine
  useQuestion.setState({ asked: { state: 'asking' } })
  try {
    const answer = await answerTo(question, mine.signal)
    if (!mine.signal.aborted) useQuestion.setState({ asked: { state: 'answered', answer } })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (!mine.signal.aborted) useQuestion.setState({ asked: { state: 'refused', refusal: error } })
  }
}

/** The widest distance that lines are drawn from, metres. */
export const FARTHEST_METRES = 5_000

async function answerTo(question: Question, signal: AbortSignal): Promise<Answered> {
  const span = spanNow(useQuestion.getState())
  const { clock } = useClock.getState()
  // What the center knew then: whatever was told later is left out.
  const known = clock.mode === 'replay' && clock.knowing === 'received' ? { known: Math.round(clock.at) } : {}
  switch (question.kind) {
    case 'nearby': {
      const { place, metres } = question
      const query = { ...span, ...known, metres, lng: place[0], lat: place[1] }
      return { kind: 'nearby', told: await call(askNearby, { query, signal }), place }
    }
    case 'passes': {
      const query = { zone: question.zone, at: span.to }
      return { kind: 'passes', told: await call(askPasses, { query, signal }) }
    }
    case 'tickets': {
      const where =
        'zone' in question
          ? { zone: question.zone }
          : { lng: question.place[0], lat: question.place[1], metres: question.metres }
      return { kind: 'tickets', told: await call(askTickets, { query: { at: span.to, ...where }, signal }) }
    }
    case 'distances': {
      const { id, code, place } = question.ticket
      const query = { ...span, ...known, ticket: id, metres: FARTHEST_METRES }
      return { kind: 'distances', told: await call(askDistances, { query, signal }), code, place }
    }
  }
}
