/** The binary batch of `POST /api/positions`: 24 bytes a fix, for feeds that report for thousands of devices. */

/*
 * Little-endian: device number u32 · longitude i32 · latitude i32 in 1e-7° · time u48 in ms UTC · speed u16 in cm/s ·
 * heading u16 in 0.01° · accuracy u16 in 0.1 m; 0xFFFF: not reported. The datum is the one the device was registered with.
 */
export const RECORD_BYTES = 24
export const RECORDS = 'application/octet-stream'
const NOT_REPORTED = 0xffff

/** `device`: the number its registration answered. NaN: not reported. */
export type FixRecord = {
  device: number
  at: number
  lng: number
  lat: number
  speed: number
  heading: number
  accuracy: number
}

export function writeRecord(view: DataView, offset: number, fix: Readonly<FixRecord>): void {
  view.setUint32(offset, fix.device, true)
  view.setInt32(offset + 4, Math.round(fix.lng * 1e7), true)
  view.setInt32(offset + 8, Math.round(fix.lat * 1e7), true)
  view.setUint32(offset + 12, fix.at % 2 ** 32, true)
  view.setUint16(offset + 16, Math.floor(fix.at / 2 ** 32), true)
  view.setUint16(offset + 18, whole(fix.speed * 100), true)
  view.setUint16(offset + 20, whole(fix.heading * 100), true)
  view.setUint16(offset + 22, whole(fix.accuracy * 10), true)
}

export function readRecord(view: DataView, offset: number, into: FixRecord): void {
  into.device = view.getUint32(offset, true)
  into.lng = view.getInt32(offset + 4, true) / 1e7
  into.lat = view.getInt32(offset + 8, true) / 1e7
  into.at = view.getUint32(offset + 12, true) + view.getUint16(offset + 16, true) * 2 ** 32
  into.speed = part(view.getUint16(offset + 18, true), 100)
  into.heading = part(view.getUint16(offset + 20, true), 100)
  into.accuracy = part(view.getUint16(offset + 22, true), 10)
}

/** What does not fit is capped just below the sign for nothing. */
const whole = (value: number): number =>
  Number.isNaN(value) ? NOT_REPORTED : Math.max(0, Math.min(NOT_REPORTED - 1, Math.round(value)))

const part = (value: number, of: number): number => (value === NOT_REPORTED ? Number.NaN : value / of)
