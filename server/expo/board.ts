/** The operations' part of the board. */
import { CARD_KEPT_MS } from '#contract/board.ts'
import type { ExpoBoard } from '#contract/expo.ts'
import type { Db } from '../db.ts'
import { allCounters, cardsOnBoard } from './counterQueries.ts'
import { allReinforcements } from './musterQueries.ts'
import { allOperations } from './operationQueries.ts'

/** One after the other: a transaction has one connection. */
export async function expoBoard(tx: Db, now: number): Promise<ExpoBoard> {
  return {
    operations: await allOperations(tx, now),
    reinforcements: await allReinforcements(tx),
    counters: await allCounters(tx),
    cards: await cardsOnBoard(tx, now - CARD_KEPT_MS),
  }
}
