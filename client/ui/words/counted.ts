/** English words that follow a count: one zone, two zones. */

type Count = number | string

/** `1 zone`, `3 zones`; a count may be written already: `1,204 zones`. Both words may bring their verb along. */
export const counted = (count: Count, one: string, many = `${one}s`): string =>
  `${count} ${wordFor(count, one, many)}`

/** The word alone, where it does not follow the count at once. */
export const wordFor = (count: Count, one: string, many = `${one}s`): string =>
  String(count) === '1' ? one : many
