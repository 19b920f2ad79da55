/** Decodes AIS: the sentences of one message, parted by spaces. */
import ggencoder from 'ggencoder'
import { readMessage } from '../../server/gateways/aisMessages.ts'
import { createAssembly, type Payload } from '../../server/gateways/assembly.ts'
import { isOnEarth, type Place } from '../../server/gateways/place.ts'
import { checksum, readSentence } from '../../server/gateways/sentences.ts'
import { type Decoded, refused, toPosition } from './decoded.ts'

export function decodeAis(line: Buffer, now: number): Decoded {
  const lines = line
    .toString('latin1')
    .trim()
    .split(/ +(?=[!\\])/)
  const assembly = createAssembly()
  let payload: Payload | undefined
  for (const each of lines) {
    const sentence = readSentence(each)
    if (typeof sentence === 'string') return refused(sentence)
    payload = assembly.add(sentence, now) ?? payload
  }
  return payload ? decodePayload(payload, now) : refused('incomplete: parts of the message are missing')
}

function decodePayload(payload: Payload, now: number): Decoded {
  const message = readMessage(payload)
  if (message === 'mmsi')
    return { ...decodeOther(payload, now), positions: [], error: 'mmsi: no number of nine digits' }
  if (message === 'other') return decodeOther(payload, now)
  if (typeof message === 'string') return refused(message, { kind: kindOf(typeOf(payload)) })
  const { mmsi, place } = message
  const altitude = Number.NaN
  return {
    ok: true,
    kind: kindOf(typeOf(payload)),
    device: mmsi,
    // AIS tells the second of the minute only: the time of receipt is the time.
    positions: place ? [toPosition({ at: now, altitude, accuracy: Number.NaN, valid: true, ...place })] : [],
    error: null,
  }
}

/** The bits each type must have. ITU-R M.1371-5, annex 8. */
const leastBits: Readonly<Record<number, number>> = {
  1: 168,
  2: 168,
  3: 168,
  4: 168,
  5: 424,
  6: 88,
  7: 72,
  8: 56,
  9: 168,
  10: 72,
  11: 168,
  12: 72,
  13: 72,
  14: 40,
  15: 88,
  16: 96,
  17: 80,
  18: 168,
  19: 312,
  20: 72,
  21: 272,
  22: 168,
  23: 160,
  24: 160,
  25: 40,
  26: 60,
  27: 96,
}

/** Base stations, aircraft and buoys are no vessels: the console lets them pass, the tool tells where they are. */
function decodeOther(payload: Payload, now: number): Decoded {
  const type = typeOf(payload)
  const bits = payload.text.length * 6 - payload.fillBits
  const least = leastBits[type]
  if (least === undefined) return refused('undecodable: no such type of message', { kind: kindOf(type) })
  // Some receivers count the fill bits wrong, by less than a character.
  if (bits + 6 < least) return refused('short', { kind: kindOf(type) })
  const body = `AIVDM,1,1,,A,${payload.text},${payload.fillBits}`
  const sum = checksum(body).toString(16).toUpperCase().padStart(2, '0')
  const decoded = new ggencoder.AisDecode(`!${body}*${sum}`)
  const places = [4, 9, 11, 21].includes(type) ? [otherPlace(decoded, now)] : []
  return {
    ok: true,
    kind: kindOf(type),
    // ggencoder keeps nine digits of what may have ten.
    device: String(decoded.GetInt(8, 30)).padStart(9, '0'),
    positions: places.filter((place) => place !== undefined).map((place) => toPosition(place)),
    error: null,
  }
}

function otherPlace({ lon: lng, lat }: { lon?: number; lat?: number }, now: number): Place | undefined {
  if (lng === undefined || lat === undefined || !isOnEarth(lng, lat)) return undefined
  const none = Number.NaN
  return { at: now, lng, lat, speed: none, heading: none, altitude: none, accuracy: none, valid: true }
}

const kindOf = (type: number): string => `type ${type}`

/** The first payload character. */
function typeOf({ text }: Payload): number {
  const value = text.charCodeAt(0) - 48
  return value > 40 ? value - 8 : value
}
