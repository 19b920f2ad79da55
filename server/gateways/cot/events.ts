/** Cuts Cursor-on-Target events, and the one message of signing in, out of a stream that has no lines. */

export type Cut = string | { readonly fault: 'oversize' | 'noise' }

export type EventCutter = {
  push(bytes: Buffer, take: (cut: Cut) => void): void
  unfinished(): boolean
}

const MOST_CHARACTERS = 65_536
const LONGEST_END = '</event>'.length
const end = /<\/(event|auth)>/

export function createEventCutter(): EventCutter {
  // A character may come in two chunks.
  const decoder = new TextDecoder('utf-8')
  let rest = ''

  return {
    push(bytes, take) {
      // What was searched before is not searched again, but for an end cut in two.
      let searched = Math.max(0, rest.length - LONGEST_END)
      rest += decoder.decode(bytes, { stream: true })
      for (;;) {
        const found = end.exec(rest.slice(searched))
        if (!found) break
        const [tag, name] = found
        const until = searched + found.index + tag.length
        searched = 0
        // The last beginning before the end: events do not nest, so what stands before it was never ended.
        const from = rest.lastIndexOf(`<${name}`, until - tag.length)
        take(from < 0 ? { fault: 'noise' } : rest.slice(from, until))
        rest = rest.slice(until)
      }
      if (rest.length <= MOST_CHARACTERS) return
      take({ fault: 'oversize' })
      rest = ''
    },
    unfinished: () => rest.trim() !== '',
  }
}
