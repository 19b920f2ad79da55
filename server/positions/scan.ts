/** Reads a batch of positions straight from the bytes of its JSON: no string, no object, no garbage for nearly all that comes. */
import { datums } from '#contract/positions.ts'

/** What was read, a column for each field; reused by the next scan. NaN: not reported. */
export type Scanned = {
  count: number
  /** Between which bytes the device's name stands. */
  readonly nameFrom: Int32Array
  readonly nameTo: Int32Array
  readonly at: Float64Array
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly speed: Float64Array
  readonly heading: Float64Array
  readonly accuracy: Float64Array
  /** Number among `datums`; -1: not said. */
  readonly datum: Int8Array
}

export function emptyScan(most: number): Scanned {
  const numbers = () => new Float64Array(most)
  return {
    count: 0,
    nameFrom: new Int32Array(most),
    nameTo: new Int32Array(most),
    at: numbers(),
    lng: numbers(),
    lat: numbers(),
    speed: numbers(),
    heading: numbers(),
    accuracy: numbers(),
    datum: new Int8Array(most),
  }
}

/**
 * Whether the whole body is a batch as it is usually written, and was read `into` columns. Where it is not – another type
 * than usual, an escape, a time in words, more than fits, no JSON at all – nothing of `into` counts, and JSON.parse must say what
 * it is. Of a number's digits the first fifteen count: to a thousandth of a millimetre.
 */
export function scanBatch(bytes: Buffer, into: Scanned): boolean {
  const scan: Scan = { bytes, at: 0, number: 0, from: 0, to: 0 }
  into.count = 0
  if (!takes(scan, OPEN_LIST)) return false
  if (takes(scan, CLOSE_LIST)) return isAtEnd(scan)
  do {
    if (into.count === into.at.length || !scanItem(scan, into, into.count)) return false
    into.count++
  } while (takes(scan, COMMA))
  return takes(scan, CLOSE_LIST) && isAtEnd(scan)
}

/** Where the scan is, the number it read last, and between which bytes the string it read last stands. */
type Scan = { readonly bytes: Buffer; at: number; number: number; from: number; to: number }

function scanItem(scan: Scan, into: Scanned, i: number): boolean {
  if (!takes(scan, OPEN_OBJECT)) return false
  into.nameTo[i] = 0
  into.at[i] = Number.NaN
  into.lng[i] = Number.NaN
  into.lat[i] = Number.NaN
  into.speed[i] = Number.NaN
  into.heading[i] = Number.NaN
  into.accuracy[i] = Number.NaN
  into.datum[i] = -1
  do {
    if (!scanField(scan, into, i)) return false
  } while (takes(scan, COMMA))
  const { at, lng, lat } = into
  // Each is told alone what it lacks.
  const isWhole =
    into.nameTo[i] !== 0 && !Number.isNaN((at[i] as number) + (lng[i] as number) + (lat[i] as number))
  return isWhole && takes(scan, CLOSE_OBJECT)
}

function scanField(scan: Scan, into: Scanned, i: number): boolean {
  if (!scanString(scan)) return false
  const { from, to } = scan
  if (!takes(scan, COLON)) return false
  // By the first letter and the length: what has both and is another word is looked at by JSON.parse.
  switch (scan.bytes[from] as number) {
    case LETTER.d:
      return isWord(scan.bytes, from, to, WORDS.device)
        ? scanDevice(scan, into, i)
        : scanDatum(scan, into, i, from, to)
    case LETTER.a:
      if (isWord(scan.bytes, from, to, WORDS.at)) return scanNumber(scan, into.at, i)
      return isWord(scan.bytes, from, to, WORDS.accuracy) && scanNumber(scan, into.accuracy, i)
    case LETTER.l:
      if (isWord(scan.bytes, from, to, WORDS.lng)) return scanNumber(scan, into.lng, i)
      return isWord(scan.bytes, from, to, WORDS.lat) && scanNumber(scan, into.lat, i)
    case LETTER.s:
      return isWord(scan.bytes, from, to, WORDS.speed) && scanNumber(scan, into.speed, i)
    case LETTER.h:
      return isWord(scan.bytes, from, to, WORDS.heading) && scanNumber(scan, into.heading, i)
    default:
      return false
  }
}

function scanDevice(scan: Scan, into: Scanned, i: number): boolean {
  // A device has a name.
  if (!scanString(scan) || scan.from === scan.to) return false
  into.nameFrom[i] = scan.from
  into.nameTo[i] = scan.to
  return true
}

function scanDatum(scan: Scan, into: Scanned, i: number, from: number, to: number): boolean {
  if (!isWord(scan.bytes, from, to, WORDS.datum) || !scanString(scan)) return false
  const datum = (datums as readonly string[]).indexOf(textOf(scan.bytes, scan.from, scan.to))
  into.datum[i] = datum
  return datum >= 0
}

/** Printable ASCII without an escape. */
function scanString(scan: Scan): boolean {
  if (!takes(scan, QUOTE)) return false
  const { bytes } = scan
  let at = scan.at
  scan.from = at
  for (let c = bytes[at] as number; c !== QUOTE; c = bytes[++at] as number) {
    // Past the end c is undefined, and no comparison holds.
    if (!(c >= SPACE && c < DELETE) || c === BACKSLASH) return false
  }
  scan.to = at
  scan.at = at + 1
  return true
}

/** As JSON writes numbers, without an exponent. */
function scanNumber(scan: Scan, column: Float64Array, i: number): boolean {
  skipSpace(scan)
  const { bytes } = scan
  let at = scan.at
  const isNegative = bytes[at] === MINUS
  if (isNegative) at++
  const first = at
  let value = 0
  let digits = 0
  let scale = 0
  let c = bytes[at] as number
  for (; c >= ZERO && c <= NINE; c = bytes[++at] as number) {
    value = value * 10 + (c - ZERO)
    digits++
  }
  // 01 is no number, and so many digits before the point are no measure of ours.
  if (digits === 0 || digits > MOST_DIGITS || (digits > 1 && bytes[first] === ZERO)) return false
  if (c === POINT) {
    const start = ++at
    for (c = bytes[at] as number; c >= ZERO && c <= NINE; c = bytes[++at] as number) {
      if (digits === MOST_DIGITS) continue
      value = value * 10 + (c - ZERO)
      // Zeros before the first other digit cost no precision.
      if (value > 0) digits++
      scale++
    }
    if (at === start) return false
    if (scale >= POWERS.length) return false
    value /= POWERS[scale] as number
  }
  if (c === SMALL_E || c === LARGE_E) return false
  scan.at = at
  column[i] = isNegative ? -value : value
  return true
}

/** 2^53 has sixteen: a whole number of fifteen digits is exact, and the quotient of two exact numbers is rounded once. */
const MOST_DIGITS = 15
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent)

function isWord(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  if (to - from !== word.length) return false
  for (let i = 1; i < word.length; i++) if (bytes[from + i] !== word[i]) return false
  return true
}

export const textOf = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to)

function takes(scan: Scan, mark: number): boolean {
  skipSpace(scan)
  if (scan.bytes[scan.at] !== mark) return false
  scan.at++
  return true
}

function isAtEnd(scan: Scan): boolean {
  skipSpace(scan)
  return scan.at === scan.bytes.length
}

function skipSpace(scan: Scan): void {
  const { bytes } = scan
  let at = scan.at
  for (let c = bytes[at] as number; c <= SPACE && (c === SPACE || c === 10 || c === 13 || c === 9); )
    c = bytes[++at] as number
  scan.at = at
}

const code = (letter: string): number => letter.charCodeAt(0)
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [code('['), code(']'), code('{'), code('}')]
const [COMMA, COLON, QUOTE, BACKSLASH, MINUS, POINT] = [
  code(','),
  code(':'),
  code('"'),
  code('\\'),
  code('-'),
  code('.'),
]
const [ZERO, NINE, SMALL_E, LARGE_E, SPACE, DELETE] = [code('0'), code('9'), code('e'), code('E'), 0x20, 0x7f]
const LETTER = { d: code('d'), a: code('a'), l: code('l'), s: code('s'), h: code('h') } as const

const word = (text: string): Uint8Array => Uint8Array.from(text, code)
const WORDS = {
  device: word('device'),
  datum: word('datum'),
  at: word('at'),
  accuracy: word('accuracy'),
  lng: word('lng'),
  lat: word('lat'),
  speed: word('speed'),
  heading: word('heading'),
}
