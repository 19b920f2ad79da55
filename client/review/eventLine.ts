/** What was pinned, ordered and exported, as a line of the log; undefined: it is none of these. */
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { SceneExport } from '#contract/exports.ts'
import { clockTime } from '../ui/times.ts'
import type { Words } from '../ui/words.ts'

export function reviewLine({ kind, body }: Event, words: Words, actor: string): string | undefined {
  const says = words.review.log
  const [noun, what = ''] = kind.split('.')
  const done = says.what[what as keyof typeof says.what] ?? what
  const { pin, playlist } = body as Changed
  if (noun === 'pin' && pin) return says.pin(actor, done, clockTime(pin.at), pin.note)
  if (noun === 'playlist' && playlist) return says.playlist(actor, done, playlist.name)
  if (kind !== 'scene.exported') return undefined
  const { name, purpose, counts } = body.export as SceneExport
  return words.exports.log(actor, name, words.exports.purposes[purpose], counts.fixes)
}
