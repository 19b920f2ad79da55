/** Makes AIS sentences for tests: class A position reports (message 1) and vessels’ names (message 24, part A). */

type Bits = readonly [value: number, width: number]

/** `!AIVDM` line of a position report. Speed in knots, course in degrees; ITU-R M.1371-5, table 48. */
export function positionSentence(
  mmsi: number,
  [lng, lat]: readonly [number, number],
  knots: number,
  course: number,
): string {
  return sentence([
    [1, 6],
    [0, 2],
    [mmsi, 30],
    [0, 4],
    [128, 8],
    [Math.round(knots * 10), 10],
    [0, 1],
    [Math.round(lng * 600_000), 28],
    [Math.round(lat * 600_000), 27],
    [Math.round(course * 10), 12],
    [511, 9],
    [60, 6],
    [0, 25],
  ])
}

/** `!AIVDM` line that names a vessel (message 24 part A, table 74). */
export function nameSentence(mmsi: number, name: string): string {
  const letters = [...name.padEnd(20, '@')].map((letter): Bits => [letter.charCodeAt(0) & 63, 6])
  return sentence([[24, 6], [0, 2], [mmsi, 30], [0, 2], ...letters])
}

function sentence(fields: readonly Bits[]): string {
  const bits = fields
    .map(([value, width]) => BigInt.asUintN(width, BigInt(value)).toString(2).padStart(width, '0'))
    .join('')
  const fill = (6 - (bits.length % 6)) % 6
  const sixes = (bits + '0'.repeat(fill)).match(/.{6}/g) ?? []
  const payload = sixes
    .map((six) => Number.parseInt(six, 2))
    .map((n) => String.fromCharCode(n < 40 ? n + 48 : n + 56))
    .join('')
  const body = `AIVDM,1,1,,A,${payload},${fill}`
  const checksum = [...body].reduce((sum, letter) => sum ^ letter.charCodeAt(0), 0)
  return `!${body}*${checksum.toString(16).toUpperCase().padStart(2, '0')}`
}
