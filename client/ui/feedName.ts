/** A feed's name for the one it acts as in the log. */
import { ticketSources } from '#contract/tickets.ts'
import type { Words } from './words/chinese.ts'

/** A feed acts as `source:name`, which no account is called. */
export function feedName(username: string, { sources }: Pick<Words, 'sources'>): string | undefined {
  const colon = username.indexOf(':')
  const source = ticketSources.find((each) => each === username.slice(0, colon))
  return source && `${sources[source]} ${username.slice(colon + 1)}`
}
