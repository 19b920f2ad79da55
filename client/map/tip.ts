/** The small note beside the pointer: what lies under it, how it is, and how old that is. */
import { isOpen } from '#contract/ticketMoves.ts'
import { unitStatus } from '#contract/units.ts'
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { shortAge } from '../positions/ageing.ts'
import { fixOf } from '../positions/store.ts'
import { spell, spellAccuracy, trustOf } from '../positions/trust.ts'
import { useCity } from '../session.ts'
import { waited } from '../tickets/waiting.ts'
import { elapsed } from '../ui/times.ts'
import { languageNow, wordsNow } from '../ui/words.ts'
import { clusterLines } from './clusterTip.ts'
import type { Picked } from './pick.ts'
import './tip.css'

export function createTip(container: HTMLElement) {
  const tip = document.createElement('div')
  tip.className = 'map-tip'
  tip.hidden = true
  container.append(tip)
  return {
    /** Shows what it knows of a thing beside a point; nothing of nothing. */
    show(picked: Picked | null, point: { x: number; y: number } = { x: 0, y: 0 }) {
      const lines = picked ? linesOf(picked) : []
      tip.hidden = lines.length === 0
      if (tip.hidden) return
      tip.replaceChildren(...lines.map(paragraph))
      // Towards the middle, so that it never leaves the map.
      const left = point.x < container.clientWidth / 2 ? point.x + 14 : point.x - tip.offsetWidth - 14
      const top = point.y < container.clientHeight / 2 ? point.y + 14 : point.y - tip.offsetHeight - 14
      tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
    },
    remove: () => tip.remove(),
  }
}

function paragraph(text: string): HTMLElement {
  const line = document.createElement('p')
  line.textContent = text
  return line
}

function linesOf({ kind, id }: Picked): string[] {
  if (kind === 'cluster') return clusterLines(id)
  return kind === 'ticket' ? ticketLines(id) : moverLines(id)
}

const named = (thing: { name: string; nameEn: string }): string =>
  languageNow() === 'zh' ? thing.name : thing.nameEn

function ticketLines(id: number): string[] {
  const ticket = useFacts.getState().tickets.get(id)
  if (!ticket) return []
  const words = wordsNow()
  const category = useCity.getState().categories.get(ticket.category)
  const wait = isOpen(ticket) ? elapsed(waited(ticket, shownNow()), words.screen.days) : ''
  return [
    `P${ticket.priority} ${category ? named(category) : ticket.category}`,
    joined(ticket.code, words.ticketStates[ticket.state], wait),
    ticket.address,
  ]
}

function moverLines(id: number): string[] {
  const { units, contacts, activeByUnit } = useFacts.getState()
  const words = wordsNow()
  const unit = units.get(id)
  const contact = contacts.get(id)
  if (unit) {
    const status = words.unitStatuses[unitStatus(unit, activeByUnit.get(id))]
    const squad = languageNow() === 'zh' ? unit.squad : unit.squadEn
    return [`${unit.code} ${squad}`, joined(status, words.unitKinds[unit.kind]), ...positionLines(id)]
  }
  if (!contact) return positionLines(id)
  return [
    contact.name ?? contact.device,
    joined(contact.protocol.toUpperCase(), contact.device),
    ...positionLines(id),
  ]
}

/** How old the position is, and how far it is to be believed. */
function positionLines(id: number): string[] {
  const figures = trustOf(id)
  if (!figures) return []
  const { trust } = wordsNow()
  const { source, accuracy, received, at, ahead } = figures
  const believed = joined(trust.sources[source], spellAccuracy(accuracy), trust.delayed(spell(received - at)))
  if (ahead === 0) return [motionLine(id), believed]
  return [motionLine(id), believed, (ahead > 0 ? trust.fast : trust.slow)(spell(Math.abs(ahead)))]
}

/** `3 s · 12.6 km/h` */
function motionLine(id: number): string {
  const fix = fixOf(id)
  if (!fix) return ''
  const speed = Number.isNaN(fix.speed) ? '' : `${(fix.speed * 3.6).toFixed(1)} km/h`
  return joined(shortAge(shownNow() - fix.at), speed)
}

const joined = (...parts: string[]): string => parts.filter(Boolean).join(' · ')
