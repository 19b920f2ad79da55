/** `npm run verify [-- --heads <file>] [-- --export <file>]`: checks the log of DATABASE_URL, or our own, against its hashes and kept heads; or a scene's file against its hash and the log. */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { ChainBreak } from '#contract/chain.ts'
import type { ExportCheck } from '#contract/exports.ts'
import { openDatabase } from '../server/cluster/database.ts'
import { connect } from '../server/db.ts'
import { readEnv } from '../server/env.ts'
import { checkAll, firstForged } from '../server/events/chain.ts'
import { readHeadLines } from '../server/events/heads.ts'
import { checkFile } from '../server/exports/check.ts'
import { runOnce } from './parts.ts'
import { say } from './say.ts'

await runOnce(async (parts) => {
  const { values } = parseArgs({ options: { heads: { type: 'string' }, export: { type: 'string' } } })
  const heads = values.heads === undefined ? [] : readHeadLines(await readFile(values.heads, 'utf8'))
  const database = await openDatabase(readEnv(process.env), say)
  await parts.add(database.stop)
  const db = connect(database.url)
  await parts.add(() => db.end())
  if (values.export !== undefined) return sayOfFile(await checkFile(db, await readFile(values.export)))
  const { checked, head, broken } = await checkAll(db, (part) =>
    say(`${part.checked} of ${part.last} entries`),
  )
  const forged = broken ? undefined : await firstForged(db, heads)
  if (broken) say(wordsOf(broken))
  else if (forged)
    say(`The log was forged as a whole: entry ${forged.number} is not the one kept on ${forged.day}.`)
  else
    say(
      `All ${checked} entries are what was logged${heads.length > 0 ? `, and have the ${heads.length} kept heads` : ''}. ${head}`,
    )
  if (broken || forged) process.exitCode = 1
})

function sayOfFile({ format, sha256, intact, logged, tracks }: ExportCheck): void {
  if (!intact || !logged) process.exitCode = 1
  if (!format || !sha256) {
    say('This is no file of a scene, or its end is missing.')
    return
  }
  say(
    intact
      ? `The file is as its hash says: ${sha256}.`
      : 'The file is not what its hash was made of: it was altered.',
  )
  if (logged)
    say(
      `Entry ${logged.number} of the log knows it: written by ${logged.by} on ${new Date(logged.at).toISOString()}.`,
    )
  else say('The log knows no file of this hash: it was made elsewhere, or its hash was made anew.')
  for (const { name, fixes, gaps } of tracks ?? []) say(`${name}: ${fixes} fixes, ${gaps.length} gaps`)
}

function wordsOf({ kind, number, last, event }: ChainBreak): string {
  if (kind === 'missing') {
    return number === last ? `Entry ${number} is missing.` : `Entries ${number} to ${last} are missing.`
  }
  const told = event
    ? ` (${event.kind} of ${event.subject} by ${event.actor}, ${new Date(event.received).toISOString()})`
    : ''
  if (kind === 'inserted') return `Entry ${number}${told} was slipped in: the log never counted so far.`
  return `Entry ${number}${told} is not what was logged: it was altered, or one was taken out or slipped in here.`
}
