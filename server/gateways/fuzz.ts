/** For tests: damage of every kind to sound messages, and what the memory says afterwards. */
import fc from 'fast-check'
import { isOnEarth, type Place } from './place.ts'

export type Edit = readonly [where: number, byte: number, kind: 'set' | 'cut' | 'insert' | 'repeat']

/** Up to eight edits: a byte changed, cut out, put in, or a piece repeated. */
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('set', 'cut', 'insert', 'repeat')),
  { minLength: 1, maxLength: 8 },
)

function damaged(message: Buffer, damage: readonly Edit[]): Buffer {
  let bytes = message
  for (const [where, byte, kind] of damage) {
    const at = where % Math.max(1, bytes.length)
    const put = kind === 'cut' ? [] : kind === 'repeat' ? [...bytes.subarray(at, at + (byte % 40))] : [byte]
    const rest = bytes.subarray(kind === 'set' || kind === 'cut' ? at + 1 : at)
    bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), rest])
  }
  return bytes
}

/** Damage in pieces as a network hands them over. */
export const pieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))

/** Damages sound messages, one at a time, and hands each over with the size of the pieces it is to come in. */
export function fuzz(
  sound: readonly Buffer[],
  check: (bytes: Buffer, pieceSize: number, seal: boolean) => void,
  runs: number,
): void {
  const size = fc.integer({ min: 1, max: 400 })
  fc.assert(
    fc.property(fc.constantFrom(...sound), edits, size, fc.boolean(), (message, damage, pieceSize, seal) =>
      check(damaged(message, damage), pieceSize, seal),
    ),
    { numRuns: runs },
  )
}

export const isWholePlace = ({ lng, lat, at }: Place): boolean => isOnEarth(lng, lat) && Number.isFinite(at)
