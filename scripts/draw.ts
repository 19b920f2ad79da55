/** `npm run -s draw -- <file.json>`: draws again from an exported draw and prints the result; says on stderr whether it is the same. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type ExportedDraw, verify } from '#contract/drawAlgorithm.ts'
import { say } from './say.ts'

const usage =
  'npm run -s draw -- <file.json>, as exported from the page of objects or GET /api/draws/:id/export'

try {
  process.exitCode = await run(process.argv[2])
} catch (error) {
  say((error as Error).message)
  process.exitCode = 2
}

/** 0: the same; 1: it differs. */
async function run(file: string | undefined): Promise<number> {
  if (!file) throw new Error(usage)
  const told = JSON.parse(await readFile(file, 'utf8')) as ExportedDraw
  if (!told.inputs || !told.result) throw new Error(`${file} is no exported draw. ${usage}`)
  const { same, inputsSame, result } = verify(told, (text) => createHash('sha256').update(text).digest('hex'))
  process.stdout.write(`${JSON.stringify(result)}\n`)
  if (!inputsSame) say('Differs: the inputs are not those whose hash the file names.')
  else say(same ? 'The same result.' : 'Differs: the file names another result.')
  return same ? 0 : 1
}
