/** One step of a round on its way from the phone's outbox to the server. */
import { appealAlarm, finishRound, type Round, reachStop, skipStop, startRound } from '#contract/rounds.ts'
import { call } from '../../api.ts'
import type { RoundItem } from '../../field/outbox.ts'

export function sendRoundStep(item: RoundItem, signal: AbortSignal): Promise<Round> {
  const { key, at, stop = 0 } = item
  const to = { params: { id: item.round }, key, signal }
  switch (item.step) {
    case 'start':
      return call(startRound, { ...to, body: { at } })
    case 'finish':
      return call(finishRound, { ...to, body: { at } })
    case 'reach':
      return call(reachStop, { ...to, body: { stop, at, ...(item.code ? { code: item.code } : {}) } })
    case 'skip':
      return call(skipStop, { ...to, body: { stop, at, reason: item.reason ?? '' } })
    case 'appeal': {
      const { alarm = 0, text = '', photos = [] } = item
      return call(appealAlarm, { ...to, body: { alarm, text, at, photos: [...photos] } })
    }
  }
}
