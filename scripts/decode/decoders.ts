/** The protocols the decode tool knows. */
import { decodeAis } from './ais.ts'
import { decodeCot } from './cot.ts'
import type { Decoder } from './decoded.ts'
import { decodeGb28181 } from './gb28181.ts'
import { decodeH02 } from './h02.ts'
import { decodeJt808 } from './jt808.ts'
import { decodeOsmand } from './osmand.ts'

export const decoders: Readonly<Record<string, Decoder>> = {
  jt808: decodeJt808,
  ais: decodeAis,
  osmand: decodeOsmand,
  h02: decodeH02,
  gb28181: decodeGb28181,
  cot: decodeCot,
}
