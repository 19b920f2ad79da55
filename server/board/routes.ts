/** The board: everything a console starts from, as of one event number. */
import { type Board, CLOSED_KEPT_MS, daysOnBoard, readBoard } from '#contract/board.ts'
import { seesWholeLog } from '#contract/roles.ts'
import type { Account } from '#contract/session.ts'
import { peopleOfTheDesk } from '../accounts/queries.ts'
import { answersOnBoard } from '../alarms/queries.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { type Pool, transaction } from '../db.ts'
import { allHolds } from '../dispatch/holdQueries.ts'
import { assignmentsOfTickets } from '../dispatch/queries.ts'
import { lastNumber } from '../events/queries.ts'
import { expoBoard } from '../expo/board.ts'
import { jointsOfTickets } from '../joint/queries.ts'
import { roundsOnBoard } from '../patrols/roundQueries.ts'
import { ticketsOfUnit, ticketsOnBoard } from '../tickets/queries.ts'
import { allContacts, allUnits } from '../units/queries.ts'
import { presentNow } from '../zones/presenceQueries.ts'

export function boardRoutes(app: App, needs: Needs): void {
  app.route({
    ...readBoard,
    preHandler: requires(needs, 'board.see'),
    handler: (request) => board(needs.db, accountOf(request), needs.now()),
  })
}

/** One snapshot: every part is read at the same moment, so facts after `number` fit onto it without a seam. */
export function board(db: Pool, account: Pick<Account, 'role' | 'unit'>, now: number): Promise<Board> {
  return transaction(db, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    const number = await lastNumber(tx)
    const since = now - CLOSED_KEPT_MS
    const tickets = seesWholeLog(account.role)
      ? await ticketsOnBoard(tx, since)
      : await ticketsOfUnit(tx, account.unit ?? 0, since)
    const assignments = await assignmentsOfTickets(
      tx,
      tickets.map((ticket) => ticket.id),
      seesWholeLog(account.role) ? undefined : (account.unit ?? 0),
    )
    return {
      number,
      at: now,
      units: await allUnits(tx),
      contacts: await allContacts(tx),
      presences: await presentNow(tx, seesWholeLog(account.role) ? undefined : (account.unit ?? 0)),
      tickets,
      assignments,
      people: await peopleOfTheDesk(tx),
      holds: seesWholeLog(account.role) ? await allHolds(tx) : [],
      alarms: seesWholeLog(account.role) ? await answersOnBoard(tx) : [],
      rounds: await roundsOnBoard(
        tx,
        daysOnBoard(now),
        seesWholeLog(account.role) ? undefined : (account.unit ?? 0),
      ),
      ...(seesWholeLog(account.role) && {
        expo: await expoBoard(tx, now),
        joints: await jointsOfTickets(
          tx,
          tickets.map((ticket) => ticket.id),
        ),
      }),
    }
  })
}
