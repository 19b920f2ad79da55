/** What is known of each mover or device, by its number: a flat table, several times as fast as a map at 100,000 of them. */

export type ByNumber<T> = {
  get(number: number): T | undefined
  set(number: number, value: T): void
  delete(number: number): void
  /** In the order of their numbers, with those beyond the table last. */
  values(): Iterable<T>
  size(): number
}

/** Numbers come from a sequence; whoever is beyond this, 16 MB, goes into a map. */
const MOST_IN_TABLE = 2 ** 21

export function createByNumber<T>(): ByNumber<T> {
  let table = new Array<T | undefined>(1024)
  const others = new Map<number, T>()
  let inTable = 0

  const grow = (number: number) => {
    const wider = new Array<T | undefined>(2 ** Math.ceil(Math.log2(number + 1)))
    for (let i = 0; i < table.length; i++) wider[i] = table[i]
    table = wider
  }
  return {
    get: (number) => (number < table.length ? table[number] : others.get(number)),
    set(number, value) {
      if (number >= MOST_IN_TABLE) return void others.set(number, value)
      if (number >= table.length) grow(number)
      if (table[number] === undefined) inTable++
      table[number] = value
    },
    delete(number) {
      if (number >= table.length) return void others.delete(number)
      if (table[number] !== undefined) inTable--
      table[number] = undefined
    },
    *values() {
      for (const value of table) if (value !== undefined) yield value
      yield* others.values()
    },
    size: () => inTable + others.size,
  }
}
