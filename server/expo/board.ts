/** The operations' part of the board. */
import type { ExpoBoard } from '#contract/expo.ts'
import type { Db } from '../db.ts'
import { allCounters, cardsOnBoard } from './counterQueries.ts'
import { allReinforcements } from './musterQueries.ts'
import { allOperations } from './operationQueries.ts'

const CARDS_KEPT_MS = 24 * 3_600_000

/** One after the other: a transaction has one connection. */
export async function expoBoard(tx: Db, now: number): Promise<ExpoBoard> {
  return {
    operations: await allOperations(tx, now),
    reinforcements: await allReinforcements(tx),
    counters: await allCounters(tx),
    cards: await cardsOnBoard(tx, now - CARDS_KEPT_MS),
  }
}
