/** AIS sentences (NMEA 0183 VDM and VDO): strict about every character before anything is decoded. */

/** One sentence of a message; most messages are one of one. */
export type Sentence = {
  /** Which base station heard it, where its tag block says so. */
  readonly station: string
  readonly talker: string
  readonly total: number
  readonly part: number
  /** Names the message its parts belong to; empty where there is one. */
  readonly sequence: string
  readonly channel: string
  readonly payload: string
  readonly fillBits: number
}

export type LineFault = 'too_long' | 'not_ais' | 'characters' | 'checksum' | 'format'

/** NMEA 0183 allows 82 characters; receivers in use send some more. A tag block comes on top. */
const MOST_CHARACTERS = 100
export const MOST_LINE_CHARACTERS = 400

/**
 * Talkers AI, AB, BS, SA … and, in recordings of base stations, `--`. After the checksum some receivers add when and where
 * they heard it (`,r003669945,1276256770`).
 */
const form =
  /^!(([A-Z]{2}|--)VD[MO],([1-9]),([1-9]),([0-9]?),([AB12]?),([0-W`-w]+),([0-5]))\*([0-9A-Fa-f]{2})(?:,[\w.+-]{0,20}){0,8}$/

export function readSentence(line: string): Sentence | LineFault {
  if (line.length > MOST_LINE_CHARACTERS) return 'too_long'
  const { tags, sentence } = splitTagBlock(line.trim())
  if (!/^![A-Z-]{2}VD[MO],/.test(sentence)) return 'not_ais'
  if (sentence.indexOf('*') > MOST_CHARACTERS) return 'too_long'
  if (!/^[\x20-\x7e]+$/.test(sentence)) return 'characters'
  const [
    whole,
    body = '',
    talker = '',
    total,
    part,
    sequence = '',
    channel = '',
    payload = '',
    fill,
    sum = '',
  ] = form.exec(sentence) ?? []
  if (whole === undefined) return 'format'
  if (checksum(body) !== Number.parseInt(sum, 16) || !isSound(tags)) return 'checksum'
  const station = /(?:^|,)s:([^,*]*)/.exec(tags)?.[1] ?? ''
  const read = {
    station,
    talker,
    total: Number(total),
    part: Number(part),
    sequence,
    channel,
    payload,
    fillBits: Number(fill),
  }
  return read.part <= read.total ? read : 'format'
}

/** `\s:station,c:1700000000*5A\!AIVDM…`: the time in it is not used, a recording plays as now. */
function splitTagBlock(line: string): { tags: string; sentence: string } {
  const end = line.startsWith('\\') ? line.indexOf('\\', 1) : -1
  return { tags: line.slice(1, Math.max(1, end)), sentence: line.slice(end + 1) }
}

/** A tag block has a checksum of its own. */
function isSound(tags: string): boolean {
  const [, body = '', sum = ''] = /^(.*)\*([0-9A-Fa-f]{2})$/.exec(tags) ?? []
  return tags === '' || checksum(body) === Number.parseInt(sum, 16)
}

/** The exclusive or of all characters between `!` and `*`. */
export function checksum(body: string): number {
  let sum = 0
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i)
  return sum
}
