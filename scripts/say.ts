/** Says how a script gets on: to stderr, because stdout belongs to its answer. */
export function say(words: string): void {
  process.stderr.write(`${words}\n`)
}
