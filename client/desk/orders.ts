/** Carries out an order of the command line. */

import { may } from '#contract/roles.ts'
import { useFacts } from '../facts.ts'
import { take } from '../map/tools/keys.ts'
import { merge } from '../problems/commands.ts'
import { flyTo, flyToMover } from '../scene.ts'
import { selectMover, selectTicket } from '../selection.ts'
import { useCity, useSession } from '../session.ts'
import { dispatch, note, prioritise, recall } from '../tickets/commands.ts'
import { wordsNow } from '../ui/words.ts'
import { type Order, type Read, readLine, type World } from './grammar.ts'
import { attempt, say } from './say.ts'
import { showHelp } from './view.ts'

export const readNow = (line: string): Read => readLine(line, worldNow())

/** Does it and says so; answers whether it was done. */
export async function carryOut(order: Order, sentence: string): Promise<boolean> {
  const done = await attempt(() => deed(order))
  if (done && order.verb !== 'help') say(sentence)
  return done
}

async function deed(order: Order): Promise<void> {
  switch (order.verb) {
    case 'dispatch':
      return dispatch(
        order.ticket,
        order.units.map((unit) => unit.id),
      )
    case 'recall':
      return recall(order.assignment, order.reason)
    case 'prioritise':
      return prioritise(order.ticket, order.priority, wordsNow().desk.line.byLine)
    case 'merge':
      return merge(order.ticket, order.into)
    case 'note':
      return note(order.ticket, order.text)
    case 'goTicket':
      selectTicket(order.ticket.id)
      return flyTo(order.ticket.place)
    case 'goUnit':
      selectMover(order.unit.id)
      if (!flyToMover(order.unit.id)) say(wordsNow().desk.line.noPosition(order.unit.code), 'refused')
      return
    case 'goContact':
      selectMover(order.contact.id)
      flyToMover(order.contact.id)
      return
    case 'goPlace':
      return flyTo(order.place, 15)
    case 'within':
      return take('around', order.metres)
    case 'help':
      return showHelp(true)
  }
}

function worldNow(): World {
  const { tickets, units, contacts, assignments, activeByUnit } = useFacts.getState()
  const session = useSession.getState()
  return {
    tickets,
    units,
    contacts,
    assignments,
    activeByUnit,
    places: useCity.getState().places,
    may: (action) => session.state === 'signed-in' && may(session.session.account.role, action),
    words: wordsNow(),
  }
}
