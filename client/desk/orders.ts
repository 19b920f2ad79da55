/** Carries out an order of the command line. */

import { may } from '#contract/roles.ts'
import { serverNow } from '../clock.ts'
import { dispatch, onBehalf, reassign, recall } from '../dispatch/commands.ts'
import { askEstimates, wayTo } from '../dispatch/estimates.ts'
import { useFacts } from '../facts.ts'
import { take } from '../map/tools/keys.ts'
import { deleteView, openView, saveView, viewNames } from '../map/views.ts'
import { merge } from '../problems/commands.ts'
import { enterReplay } from '../replay/machine.ts'
import { flyTo, showMover } from '../scene.ts'
import { selectTicket } from '../selection.ts'
import { useCity, useSession } from '../session.ts'
import { check, note, prioritise } from '../tickets/commands.ts'
import { wordsNow } from '../ui/words.ts'
import { type Order, type Read, readLine, type World } from './grammar.ts'
import { attempt, say } from './say.ts'
import { showHelp } from './view.ts'

export const readNow = (line: string): Read => readLine(line, worldNow())

/** Asks for what the sentence of a line lacks: how soon units would be there. */
export function askWays(read: Read): void {
  if (read.kind !== 'order') return
  const { order } = read
  if (order.verb === 'dispatch')
    void askEstimates(
      order.ticket.id,
      order.units.map(({ id }) => id),
    )
  if (order.verb === 'reassign') void askEstimates(order.ticket.id, [order.unit])
}

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
        order.preempt,
      )
    case 'reassign':
      return reassign(order)
    case 'arrive':
    case 'finish':
      return onBehalf(order.verb, order.assignment)
    case 'close':
      return check(order.ticket, true, order.note)
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
      if (!showMover(order.unit.id)) say(wordsNow().desk.line.noPosition(order.unit.code), 'refused')
      return
    case 'goContact':
      showMover(order.contact.id)
      return
    case 'goPlace':
      return flyTo(order.place, 15)
    case 'replay':
      return enterReplay(order.at)
    case 'within':
      return take('around', order.metres)
    case 'openView':
      return openView(order.name)
    case 'saveView':
      return saveView(order.name)
    case 'deleteView':
      return deleteView(order.name)
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
    views: viewNames(),
    wayTo,
    now: serverNow(),
    may: (action) => session.state === 'signed-in' && may(session.session.account.role, action),
    words: wordsNow(),
  }
}
