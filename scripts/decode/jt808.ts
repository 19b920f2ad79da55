/** Decodes JT/T 808 in hex: all frames of a line, as they would come in one after the other. */
import { type Frame, readFrame } from '../../server/gateways/jt808/frame.ts'
import { type Cut, createFrameCutter } from '../../server/gateways/jt808/frames.ts'
import { names, readPlaces } from '../../server/gateways/jt808/messages.ts'
import { createReassembly } from '../../server/gateways/jt808/reassembly.ts'
import type { Place } from '../../server/gateways/place.ts'
import { type Decoded, refused, toPosition } from './decoded.ts'

const DAY_MS = 86_400_000

export function decodeJt808(line: Buffer, now: number): Decoded {
  const hex = line.toString('latin1').replace(/\s|0x/g, '')
  if (!/^([0-9a-fA-F]{2})+$/.test(hex)) return refused('not_hex: two digits a byte, such as 7e0002…7e')
  const cutter = createFrameCutter()
  const cuts: Cut[] = []
  cutter.push(Buffer.from(hex, 'hex'), (cut) => cuts.push(cut))
  const frames = withoutRepeated(cuts.filter((cut) => typeof cut === 'object')).map(readFrame)
  const faults: string[] = frames.filter((frame) => typeof frame === 'string')
  const whole = frames.filter((frame) => typeof frame === 'object')
  if (cuts.includes('oversize')) faults.push('oversize')
  if (cutter.unfinished()) faults.push('unfinished: the closing 7e is missing')
  if (whole.length === 0) return refused(faults.join(', ') || 'empty: there is no frame between two 7e')
  return decodeFrames(whole, faults, now)
}

/** A frame sent again before it was answered is one message. */
const withoutRepeated = (frames: Buffer[]): Buffer[] =>
  frames.filter((frame, i) => frames.findIndex((earlier) => earlier.equals(frame)) === i)

function decodeFrames(frames: readonly Frame[], faults: string[], now: number): Decoded {
  const reassembly = createReassembly()
  const places: Place[] = []
  for (const frame of frames) {
    const message = reassembly.add(frame, now)
    if (typeof message === 'string') continue
    const read = readPlaces(message)
    faults.push(...read.faults)
    places.push(...read.places)
  }
  if (places.some((place) => place.at > now + DAY_MS))
    faults.push('clock_skew: the time is more than a day ahead')
  const first = frames[0] as Frame
  const { id, terminal, part } = first
  const kind = [hexId(id), names[id], part && `part ${part.index} of ${part.total}`].filter(Boolean).join(' ')
  return {
    ok: places.length > 0 || faults.length === 0,
    kind,
    device: terminal,
    positions: places.map((place) =>
      toPosition({ ...place, valid: place.valid && place.at <= now + DAY_MS }),
    ),
    error: faults.join(', ') || null,
  }
}

const hexId = (id: number): string => `0x${id.toString(16).padStart(4, '0')}`
