/** Draws again in this browser and compares with what the server says. */
import { type ExportedDraw, type Verdict, verify } from '#contract/drawAlgorithm.ts'
import type { Draw } from '#contract/draws.ts'
import { plainSha256 } from '../field/sha256.ts'

const encoder = new TextEncoder()
const hash = (text: string): string => plainSha256(encoder.encode(text))

/** Against the hash of the list, too: it is the one that stands in the log, whatever the export says of itself. */
export async function verifyHere(file: ExportedDraw, { inputsHash }: Draw): Promise<Verdict> {
  // A picture first, so that the button shows that it works: a whole city takes a second or two.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  return verify({ ...file, inputsHash }, hash)
}
