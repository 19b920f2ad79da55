/** The frame: the fixes of one tick as bytes, each coded as what changed since the mover's fix before it. */
import type { Fix } from './positions.ts'
import { createReader, createWriter, type Reader, type Writer } from './varint.ts'

/**
 * `number` counts frames; `previous` is the frame a delta builds on (0 for a full one); `now` is the server's time
 * in ms UTC.
 */
export type FrameHead = {
  readonly number: number
  readonly previous: number
  readonly full: boolean
  readonly now: number
}

/*
 * The layout. All numbers are varints (7 bits a byte, lowest first), signed ones in zigzag; movers ascend.
 *   head: kind · series of the encoder · number · now in ms · count of fixes
 *   fix:  (mover − mover before − 1) × 2 + 1 if marks follow · marks · lng · lat · time · interval, if absolute ·
 *         speed, heading and accuracy, where marked. No marks: speed and heading as before, the rest unmarked.
 * Places are differences in 1e-6°, times in 10 ms; the time says by how much the report interval changed, so that a
 * steady device costs one byte. A full frame and a mover's first fix are absolute: differences to 0°, 0° and `now`.
 */
const DELTA = 1
const FULL = 2
const ABSOLUTE = 1
const SPEED = 2
const HEADING = 4
const ACCURACY = 8

/** What both sides remember of a mover, in the steps of the wire. −1: speed or heading not reported; 0: accuracy not. */
type Known = {
  mover: number
  lng: number
  lat: number
  at: number
  interval: number
  speed: number
  heading: number
  accuracy: number
}
const blank = (): Known => ({
  mover: 0,
  lng: 0,
  lat: 0,
  at: 0,
  interval: 0,
  speed: -1,
  heading: -1,
  accuracy: 0,
})

export type FrameEncoder = {
  /** The next frame, for every console that has all frames before it. */
  delta: (fixes: readonly Fix[], now: number) => ArrayBuffer
  /**
   * All movers there are, for a console that has nothing; it takes no number of its own: the next delta follows on.
   * Movers are shown as of the last delta, or as in `fixes` where no delta had them; those not in `fixes` are forgotten.
   */
  full: (fixes: readonly Fix[], now: number) => ArrayBuffer
}

/** One per server and run: `series` tells its frames from those of the run before, whose numbers may be the same. */
export function createFrameEncoder(series = Math.floor(Math.random() * 0x4000)): FrameEncoder {
  const sent = new Map<number, Known>()
  const writer = createWriter()
  const next = blank()
  let number = 0

  const begin = (kind: number, now: number, count: number) => {
    writer.start()
    for (const value of [kind, series, number, now, count]) writer.put(value)
  }
  return {
    delta(fixes, now) {
      const ordered = newestByMover(fixes)
      number++
      begin(DELTA, now, ordered.length)
      let before = 0
      for (const fix of ordered) {
        const was = sent.get(fix.mover)
        quantise(fix, next)
        next.interval = was ? next.at - was.at : 0
        if (was && aboutAsAccurate(was, next)) next.accuracy = was.accuracy
        writeFix(writer, before, was ?? origin(now), next, was === undefined)
        if (was) Object.assign(was, next)
        else sent.set(fix.mover, { ...next })
        before = fix.mover
      }
      return writer.finish()
    },
    full(fixes, now) {
      const ordered = newestByMover(fixes)
      const present = new Set(ordered.map((fix) => fix.mover))
      for (const mover of sent.keys()) if (!present.has(mover)) sent.delete(mover)
      begin(FULL, now, ordered.length)
      let before = 0
      for (const fix of ordered) {
        quantise(fix, next)
        next.interval = 0
        writeFix(writer, before, origin(now), sent.get(fix.mover) ?? next, true)
        before = fix.mover
      }
      return writer.finish()
    },
  }
}

export type FrameDecoder = {
  /**
   * Hands over each fix of the frame, or answers 'gap' and hands over none: when a frame was missed, and when the
   * bytes are not a whole frame. Then ask for a full one. The object handed over is reused: copy what you keep.
   */
  decode: (
    buffer: ArrayBuffer | ArrayBufferView,
    onFix: (fix: Fix, head: FrameHead) => void,
  ) => FrameHead | 'gap'
}

/** One per console and connection. */
export function createFrameDecoder(): FrameDecoder {
  const known = new Map<number, Known>()
  const pending: Known[] = []
  const handed = { mover: 0, at: 0, lng: 0, lat: 0, speed: 0, heading: 0, accuracy: 0, source: 0, skew: 0 }
  let series = -1
  let number = -1

  const readAll = (reader: Reader, count: number, setting: FrameSetting): boolean => {
    let before = 0
    for (let i = 0; i < count; i++) {
      const into = pending[i] ?? blank()
      pending[i] = into
      if (!readFix(reader, before, setting, into)) return false
      before = into.mover
    }
    return reader.atEnd()
  }
  return {
    decode(buffer, onFix) {
      const reader = createReader(buffer)
      const kind = reader.take()
      const [itsSeries, itsNumber, now, count] = [reader.take(), reader.take(), reader.take(), reader.take()]
      const full = kind === FULL
      if (reader.broken() || (!full && kind !== DELTA)) return 'gap'
      if (!full && (itsSeries !== series || itsNumber !== number + 1)) return 'gap'
      // All is read before anything is let in: half a frame moves nobody.
      if (!readAll(reader, count, { full, now, known })) return 'gap'

      if (full) known.clear()
      series = itsSeries
      number = itsNumber
      const head = { number, previous: full ? 0 : number - 1, full, now }
      for (let i = 0; i < count; i++) {
        const is = pending[i] as Known
        const was = known.get(is.mover)
        if (was) Object.assign(was, is)
        else known.set(is.mover, { ...is })
        onFix(toFix(is, handed), head)
      }
      return head
    },
  }
}

const origin = (now: number): Known => ({ ...blank(), at: Math.floor(now / 10) })

/** Ascending by mover; of two fixes of one mover the later in the list counts. */
function newestByMover(fixes: readonly Fix[]): Fix[] {
  const ordered = [...fixes].sort((a, b) => a.mover - b.mover)
  return ordered.filter((fix, i) => ordered[i + 1]?.mover !== fix.mover)
}

function quantise(fix: Fix, into: Known): void {
  into.mover = fix.mover
  into.lng = Math.round(fix.lng * 1e6)
  into.lat = Math.round(fix.lat * 1e6)
  into.at = Math.floor(fix.at / 10)
  into.speed = Number.isNaN(fix.speed) ? -1 : Math.min(0xffff, Math.max(0, Math.round(fix.speed * 10)))
  into.heading = Number.isNaN(fix.heading) ? -1 : Math.round((fix.heading / 360) * 256) & 255
  into.accuracy = Number.isNaN(fix.accuracy)
    ? 0
    : 1 + Math.min(254, Math.round(4 * Math.log2(1 + fix.accuracy)))
}

/** Within 40 % (two steps of a quarter octave): a device's usual jitter, which tells nobody anything and costs 2 bytes. */
const aboutAsAccurate = (was: Known, is: Known): boolean =>
  was.accuracy > 0 && is.accuracy > 0 && Math.abs(is.accuracy - was.accuracy) <= 2

function toFix(is: Known, into: { -readonly [Key in keyof Fix]: Fix[Key] }): Fix {
  into.mover = is.mover
  into.at = is.at * 10
  into.lng = is.lng / 1e6
  into.lat = is.lat / 1e6
  into.speed = is.speed < 0 ? Number.NaN : is.speed / 10
  into.heading = is.heading < 0 ? Number.NaN : (is.heading / 256) * 360
  into.accuracy = is.accuracy === 0 ? Number.NaN : 2 ** ((is.accuracy - 1) / 4) - 1
  return into
}

function writeFix(writer: Writer, before: number, was: Known, is: Known, absolute: boolean): void {
  const marks = reported(is) | (absolute ? ABSOLUTE : 0) | (is.accuracy !== was.accuracy ? ACCURACY : 0)
  const marked = marks !== reported(was)
  writer.put((is.mover - before - 1) * 2 + (marked ? 1 : 0))
  if (marked) writer.put(marks)
  writer.putSigned(is.lng - was.lng)
  writer.putSigned(is.lat - was.lat)
  writer.putSigned(is.at - was.at - was.interval)
  if (absolute) writer.putSigned(is.interval)
  if (marks & SPEED) writer.putSigned(is.speed - Math.max(0, was.speed))
  if (marks & HEADING) writer.put(is.heading)
  if (marks & ACCURACY) writer.put(is.accuracy)
}

const reported = (fix: Known): number => (fix.speed >= 0 ? SPEED : 0) | (fix.heading >= 0 ? HEADING : 0)

type FrameSetting = {
  readonly full: boolean
  readonly now: number
  readonly known: ReadonlyMap<number, Known>
}

/** Answers whether there was a believable fix to read. */
function readFix(reader: Reader, before: number, setting: FrameSetting, into: Known): boolean {
  const lead = reader.take()
  into.mover = before + 1 + Math.floor(lead / 2)
  const known = setting.known.get(into.mover)
  const marks = lead % 2 === 1 ? reader.take() : known ? reported(known) : 0
  const absolute = (marks & ABSOLUTE) !== 0
  const was = absolute ? origin(setting.now) : known
  if (reader.broken() || !was || (setting.full && !absolute)) return false
  into.lng = was.lng + reader.takeSigned()
  into.lat = was.lat + reader.takeSigned()
  into.at = was.at + was.interval + reader.takeSigned()
  into.interval = absolute ? reader.takeSigned() : into.at - was.at
  into.speed = marks & SPEED ? Math.max(0, was.speed) + reader.takeSigned() : -1
  into.heading = marks & HEADING ? reader.take() : -1
  into.accuracy = marks & ACCURACY ? reader.take() : was.accuracy
  return !reader.broken() && believable(into)
}

const believable = (is: Known): boolean =>
  is.mover <= 0x7fffffff &&
  Math.abs(is.lng) <= 180e6 &&
  Math.abs(is.lat) <= 90e6 &&
  is.at >= 0 &&
  Number.isSafeInteger(is.at * 10) &&
  is.speed >= -1 &&
  is.speed <= 0xffff &&
  is.heading <= 255 &&
  is.accuracy <= 255
