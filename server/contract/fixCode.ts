/** One fix as bytes: what both sides remember of a mover, in the steps of the wire, and how the next one differs from it. */
import { cellAt, southOf, westOf } from './cells.ts'
import type { ReceivedFix } from './positions.ts'
import type { Reader, Writer } from './varint.ts'

/**
 * Places in 1e-6°, times in 10 ms, speed in 0.1 m/s, heading in 1/256 of a turn, accuracy in quarters of an octave.
 * −1: speed or heading not reported; 0: accuracy not. `slot` is its number within its cell.
 */
export type Known = {
  mover: number
  cell: number
  slot: number
  lng: number
  lat: number
  at: number
  interval: number
  received: number
  speed: number
  heading: number
  accuracy: number
  source: number
  skew: number
}

export const blank = (): Known => ({
  mover: 0,
  cell: 0,
  slot: 0,
  lng: 0,
  lat: 0,
  at: 0,
  interval: 0,
  received: 0,
  speed: -1,
  heading: -1,
  accuracy: 0,
  source: 0,
  skew: 0,
})

/** Field by field: `Object.assign` costs ten times that, and leaves numbers behind for the collector. */
export function copyKnown(from: Known, into: Known): void {
  into.mover = from.mover
  into.cell = from.cell
  into.slot = from.slot
  into.lng = from.lng
  into.lat = from.lat
  into.at = from.at
  into.interval = from.interval
  into.received = from.received
  into.speed = from.speed
  into.heading = from.heading
  into.accuracy = from.accuracy
  into.source = from.source
  into.skew = from.skew
}

/** What follows the marks: each only where its bit is set. */
const SPEED = 1
const HEADING = 2
const ACCURACY = 4
const SOURCE = 8

/** Which of speed and heading it tells: where that is as before, no marks are written. */
const reported = (fix: Known): number => (fix.speed >= 0 ? SPEED : 0) | (fix.heading >= 0 ? HEADING : 0)

/** Into the steps of the wire; leaves `slot` and `interval` alone. */
export function quantise(fix: ReceivedFix, into: Known): void {
  into.mover = fix.mover
  into.lng = Math.round(fix.lng * 1e6)
  into.lat = Math.round(fix.lat * 1e6)
  into.cell = cellAt(into.lng, into.lat)
  into.at = Math.floor(fix.at / 10)
  into.received = Math.floor(fix.received / 10)
  into.speed = Number.isNaN(fix.speed) ? -1 : Math.min(0xffff, Math.max(0, Math.round(fix.speed * 10)))
  into.heading = Number.isNaN(fix.heading) ? -1 : turnOf(fix.heading)
  into.accuracy = Number.isNaN(fix.accuracy) ? 0 : octavesOf(fix.accuracy)
  into.source = fix.source
  into.skew = Math.round(fix.skew / 10)
}

/** Degrees in 1/256 of a turn. */
export const turnOf = (heading: number): number => Math.round((heading / 360) * 256) & 255

/** Metres in quarters of an octave, from 1. */
export const octavesOf = (metres: number): number => 1 + Math.min(254, Math.round(4 * Math.log2(1 + metres)))

/** Back into the units of a fix. */
export function restore(is: Known, into: { -readonly [Key in keyof ReceivedFix]: ReceivedFix[Key] }): void {
  into.mover = is.mover
  into.at = is.at * 10
  into.received = is.received * 10
  into.lng = is.lng / 1e6
  into.lat = is.lat / 1e6
  into.speed = is.speed < 0 ? Number.NaN : is.speed / 10
  into.heading = is.heading < 0 ? Number.NaN : (is.heading / 256) * 360
  into.accuracy = is.accuracy === 0 ? Number.NaN : 2 ** ((is.accuracy - 1) / 4) - 1
  into.source = is.source
  into.skew = is.skew * 10
}

/** Within 40 % (two steps of a quarter octave): a device's usual jitter, which tells nobody anything and costs 2 bytes. */
export function keepUsualAccuracy(was: Known, is: Known): void {
  if (was.accuracy > 0 && is.accuracy > 0 && Math.abs(is.accuracy - was.accuracy) <= 2)
    is.accuracy = was.accuracy
}

/** A mover that comes into a cell: all that is known of it, places counted from the cell's corner, times from `now`. */
export function writeArrival(writer: Writer, is: Known, now: number): void {
  writer.put(is.slot)
  writer.put(is.mover)
  writer.put(is.lng - westOf(is.cell))
  writer.put(is.lat - southOf(is.cell))
  writer.putSigned(now - is.at)
  writer.putSigned(is.received - is.at)
  writer.putSigned(is.interval)
  const marks = reported(is) | (is.accuracy > 0 ? ACCURACY : 0) | SOURCE
  writer.put(marks)
  if (marks & SPEED) writer.put(is.speed)
  if (marks & HEADING) writer.put(is.heading)
  if (marks & ACCURACY) writer.put(is.accuracy)
  writer.put(is.source)
  writer.putSigned(is.skew)
}

export function readArrival(reader: Reader, cell: number, now: number, into: Known): boolean {
  into.cell = cell
  into.slot = reader.take()
  into.mover = reader.take()
  into.lng = westOf(cell) + reader.take()
  into.lat = southOf(cell) + reader.take()
  into.at = now - reader.takeSigned()
  into.received = into.at + reader.takeSigned()
  into.interval = reader.takeSigned()
  const marks = reader.take()
  into.speed = marks & SPEED ? reader.take() : -1
  into.heading = marks & HEADING ? reader.take() : -1
  into.accuracy = marks & ACCURACY ? reader.take() : 0
  into.source = reader.take()
  into.skew = reader.takeSigned()
  return !reader.broken() && believable(into)
}

/** `gap`: how many slots after the one written before it. */
export function writeMove(writer: Writer, gap: number, was: Known, is: Known): void {
  const told = is.source !== was.source || is.skew !== was.skew
  const marks = reported(is) | (is.accuracy !== was.accuracy ? ACCURACY : 0) | (told ? SOURCE : 0)
  const marked = marks !== reported(was)
  writer.put(gap * 2 + (marked ? 1 : 0))
  if (marked) writer.put(marks)
  // The time first: the place is told as its difference from where the last speed and heading lead until then.
  writer.putSigned(is.at - was.at - was.interval)
  writer.putSigned(is.lng - was.lng - reckonedEast(was, is.at))
  writer.putSigned(is.lat - was.lat - reckonedNorth(was, is.at))
  if (marks & SPEED) writer.putSigned(is.speed - Math.max(0, was.speed))
  if (marks & HEADING) writer.putSigned(turned(is.heading - Math.max(0, was.heading)))
  if (marks & ACCURACY) writer.put(is.accuracy)
  if (!told) return
  writer.put(is.source)
  writer.putSigned(is.skew)
}

/** `lead`: what `writeMove` wrote first. */
export function readMove(reader: Reader, lead: number, was: Known, now: number, into: Known): boolean {
  const marks = lead % 2 === 1 ? reader.take() : reported(was)
  into.mover = was.mover
  into.cell = was.cell
  into.slot = was.slot
  into.at = was.at + was.interval + reader.takeSigned()
  into.interval = into.at - was.at
  into.received = now
  into.lng = was.lng + reckonedEast(was, into.at) + reader.takeSigned()
  into.lat = was.lat + reckonedNorth(was, into.at) + reader.takeSigned()
  into.speed = marks & SPEED ? Math.max(0, was.speed) + reader.takeSigned() : -1
  into.heading = marks & HEADING ? (Math.max(0, was.heading) + reader.takeSigned()) & 255 : -1
  into.accuracy = marks & ACCURACY ? reader.take() : was.accuracy
  into.source = marks & SOURCE ? reader.take() : was.source
  into.skew = marks & SOURCE ? reader.takeSigned() : was.skew
  return !reader.broken() && believable(into)
}

/** −128 to 127 of 256. */
const turned = (difference: number): number => ((difference + 384) & 255) - 128

/*
 * Dead reckoning in whole steps. Both sides must come to the very same number in every browser, and only + − × ÷ are
 * exact everywhere: so sines and scales are rounded to binary fractions first.
 */
const dyadic = (value: number): number => Math.round(value * 2 ** 20) / 2 ** 20
const METRES_PER_DEGREE = 111_319.5
/** 1e-6° north of 0.1 m/s in 10 ms. */
const STEP = 1e6 / METRES_PER_DEGREE / 1000
const sines = Array.from({ length: 256 }, (_, heading) => dyadic(Math.sin((heading / 128) * Math.PI)))
/** By whole degree of latitude: how much longer the same metre is in degrees of longitude. */
const stretch = Array.from({ length: 91 }, (_, lat) =>
  dyadic(1 / Math.max(0.02, Math.cos((lat * Math.PI) / 180))),
)
const north = dyadic(STEP)
/** Nobody is reckoned on for longer, in 10 ms: after a silence the old course says little. */
const LONGEST = 1500

const reckonedNorth = (was: Known, at: number): number =>
  Math.round(run(was, at) * (sines[(was.heading + 64) & 255] as number))

const reckonedEast = (was: Known, at: number): number =>
  Math.round(
    run(was, at) *
      (sines[was.heading & 255] as number) *
      (stretch[Math.round(Math.abs(was.lat) / 1e6)] as number),
  )

/** How far it came since, in 1e-6° of latitude, if it went on as it was going. */
const run = (was: Known, at: number): number =>
  was.speed <= 0 || was.heading < 0 ? 0 : was.speed * Math.max(0, Math.min(LONGEST, at - was.at)) * north

const believable = (is: Known): boolean =>
  is.mover <= 0x7fffffff &&
  is.slot <= 0xffffff &&
  Math.abs(is.lng) <= 180e6 &&
  Math.abs(is.lat) <= 90e6 &&
  is.at >= 0 &&
  Number.isSafeInteger(is.at * 10) &&
  Number.isSafeInteger(is.received * 10) &&
  is.speed >= -1 &&
  is.speed <= 0xffff &&
  is.heading <= 255 &&
  is.accuracy <= 255 &&
  is.source <= 255
