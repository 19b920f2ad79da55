/** Lines of the log about what an administrator did. */
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { SourceKey } from '#contract/sources.ts'
import type { Language, Words } from '../ui/words.ts'
import { sayingOf } from './saying.ts'

/** Undefined for every other event; `codeOf` answers a unit's call sign, `actor` is the name of who did it. */
export function adminLine(
  { kind, body }: Event,
  words: Words,
  language: Language,
  codeOf: (unit: number) => string,
  actor: string,
): string | undefined {
  const { log, notBound } = words.admin
  const { setting, device, source } = body as Changed & { readonly source?: SourceKey }
  const reason = String(body.reason ?? '')
  if (kind === 'setting.changed' && setting) {
    const say = sayingOf(words, language)
    const value = (told: typeof setting.value) => say.value(setting.kind, setting.key, told)
    return log.setting(actor, say.what(setting), value(setting.was), value(setting.value), reason)
  }
  if (kind === 'device.registered' && device) {
    const unit = device.unit === null ? notBound : codeOf(device.unit)
    return body.was ? log.rebound(actor, device.id, unit, reason) : log.device(actor, device.id, unit)
  }
  if (!source) return undefined
  const name = language === 'zh' ? source.name : source.nameEn
  if (kind === 'source.issued') return log.issued(actor, name)
  return kind === 'source.revoked' ? log.revoked(actor, name) : undefined
}
