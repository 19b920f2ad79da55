/** The law over HTTP: what holds at a place and moment, the rules themselves, and stating them. */
import type { Static } from 'typebox'
import {
  changeBehaviour,
  changeRule,
  createBehaviour,
  createRule,
  endRule,
  previewRule,
} from '#contract/ruleCommands.ts'
import { type Rule, readLaw, readRules } from '#contract/rules.ts'
import type { App, Needs } from '../app.ts'
import { accountOf, requires } from '../auth.ts'
import { commandRoute } from '../commands/route.ts'
import { createLawBook, type LawBook, zoneName } from './book.ts'
import { checkDraft } from './check.ts'
import { addBehaviour, type By, change, create, end, noRule, renameBehaviour, ruleOf } from './commands.ts'
import { followLaw } from './follow.ts'
import { preview } from './preview.ts'
import { behavioursChangedAfter, readRuleVersions } from './queries.ts'

export function ruleRoutes(app: App, needs: Needs): void {
  const { db, now } = needs
  const book = createLawBook()
  const upToDate = followLaw(db, book, now)

  app.route({
    ...readLaw,
    preHandler: requires(needs, 'law.ask'),
    handler: async ({ query: { lng, lat, at = now() } }) => {
      await upToDate()
      const place: [number, number] = [lng, lat]
      return { at, place, zones: book.zonesAt(place, at).map(zoneName), verdicts: book.lawAt(place, at) }
    },
  })

  app.route({
    ...readRules,
    preHandler: requires(needs, 'rule.see'),
    handler: async ({ query }) => ({
      behaviours: await behavioursChangedAfter(db, -1),
      rules: await readRuleVersions(db, query),
    }),
  })

  app.route({
    ...previewRule,
    preHandler: requires(needs, 'rule.state'),
    handler: async (request) => {
      await upToDate()
      const by = { actor: accountOf(request).username, now: now(), reason: '' }
      return preview(book, tried(book, request.body, by))
    },
  })

  commandRoute(app, needs, createRule, 'rule.state', create)
  commandRoute(app, needs, changeRule, 'rule.state', change)
  commandRoute(app, needs, endRule, 'rule.state', end)
  commandRoute(app, needs, createBehaviour, 'rule.state', addBehaviour)
  commandRoute(app, needs, changeBehaviour, 'rule.state', renameBehaviour)
}

/** Below any number that a rule has. */
const UNNUMBERED = 0

/** The version that a command with this draft would add. */
function tried(
  book: LawBook,
  { id, draft, validFrom }: Static<typeof previewRule.schema.body>,
  by: By,
): Rule {
  const known = id === undefined ? undefined : book.rules(id).at(-1)
  if (id !== undefined && !known) throw noRule(id)
  const version = (known?.version ?? 0) + 1
  if (draft) {
    const behaviour = known?.behaviour ?? draft.behaviour
    const rule = ruleOf(id ?? UNNUMBERED, version, { ...draft, behaviour }, by)
    checkDraft(draft, rule.validFrom)
    return rule
  }
  if (!known) throw noRule(id ?? UNNUMBERED)
  return { ...known, version, validFrom: validFrom ?? by.now, validTo: null, ended: true }
}
