/** Cuts a byte stream into lines of bounded length. */

export type LineCutter = {
  /** Hands over each whole line; a line that grew too long is skipped to its end and reported as `undefined`. */
  push(bytes: Buffer, take: (line: string | undefined) => void): void
}

export function createLineCutter(mostCharacters: number): LineCutter {
  let rest = ''
  let skipping = false
  return {
    push(bytes, take) {
      // latin1 keeps one character a byte: garbage stays garbage and is refused as such.
      const pieces = (rest + bytes.toString('latin1')).split('\n')
      rest = pieces.pop() ?? ''
      for (const piece of pieces) {
        if (!skipping) take(piece.length > mostCharacters ? undefined : piece)
        skipping = false
      }
      if (rest.length <= mostCharacters) return
      if (!skipping) take(undefined)
      skipping = true
      rest = ''
    },
  }
}
