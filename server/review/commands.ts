/** Pinning moments, saying something of them, and putting them in order: each change is in the log as it stands after it. */
import type { changePin, changePlaylist, makePin, makePlaylist, Pin, Playlist } from '#contract/review.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { noTicket } from '../tickets/commands.ts'
import {
  insertPin,
  insertPlaylist,
  isTicket,
  pinById,
  playlistById,
  unknownPins,
  updatePin,
  updatePlaylist,
} from './queries.ts'

export async function pinMoment(
  tx: Db,
  { body, account: { username }, now }: Command<typeof makePin>,
): Promise<Pin> {
  await refuseUnknownTicket(tx, body.ticket)
  if (body.at > now) throw inFuture()
  const pin = await insertPin(tx, { ...body, by: username, madeAt: now })
  await append(tx, now, [{ actor: username, kind: 'pin.made', subject: `pin/${pin.id}`, body: { pin } }])
  return pin
}

export async function alterPin(
  tx: Db,
  { params, body, account: { username }, now }: Command<typeof changePin>,
): Promise<Pin> {
  const before = await pinById(tx, params.id)
  if (!before) throw noPin()
  if (before.version !== body.version) throw stale()
  if (body.ticket !== undefined) await refuseUnknownTicket(tx, body.ticket)
  const pin = await updatePin(tx, { ...before, ...body })
  if (!pin) throw stale()
  const kind = `pin.${verbOf(before, pin)}`
  await append(tx, now, [{ actor: username, kind, subject: `pin/${pin.id}`, body: { pin } }])
  return pin
}

export async function createPlaylist(
  tx: Db,
  { body, account: { username }, now }: Command<typeof makePlaylist>,
): Promise<Playlist> {
  await refuseUnknownPins(tx, body.pins)
  const playlist = await insertPlaylist(tx, { ...body, by: username, madeAt: now })
  const subject = `playlist/${playlist.id}`
  await append(tx, now, [{ actor: username, kind: 'playlist.made', subject, body: { playlist } }])
  return playlist
}

export async function alterPlaylist(
  tx: Db,
  { params, body, account: { username }, now }: Command<typeof changePlaylist>,
): Promise<Playlist> {
  const before = await playlistById(tx, params.id)
  if (!before) throw noPlaylist()
  if (before.version !== body.version) throw stale()
  if (body.pins) await refuseUnknownPins(tx, body.pins)
  const playlist = await updatePlaylist(tx, { ...before, ...body })
  if (!playlist) throw stale()
  const kind = `playlist.${verbOf(before, playlist)}`
  const subject = `playlist/${playlist.id}`
  await append(tx, now, [{ actor: username, kind, subject, body: { playlist } }])
  return playlist
}

function verbOf(before: { readonly removed: boolean }, after: { readonly removed: boolean }): string {
  if (before.removed === after.removed) return 'changed'
  return after.removed ? 'removed' : 'restored'
}

async function refuseUnknownTicket(tx: Db, ticket: number | null): Promise<void> {
  if (ticket !== null && !(await isTicket(tx, ticket))) throw noTicket(ticket)
}

async function refuseUnknownPins(tx: Db, pins: readonly number[]): Promise<void> {
  const unknown = await unknownPins(tx, pins)
  if (unknown.length === 0) return
  throw new Refused(
    404,
    'no_pin',
    {
      zh: `没有这些标记的时刻：${unknown.join('、')}`,
      en: `There are no such pinned moments: ${unknown.join(', ')}`,
    },
    'body/pins',
  )
}

const noPin = () =>
  new Refused(404, 'no_pin', { zh: '没有这个标记的时刻', en: 'There is no such pinned moment' }, 'params/id')

const noPlaylist = () =>
  new Refused(404, 'no_playlist', { zh: '没有这份讲评单', en: 'There is no such playlist' }, 'params/id')

const inFuture = () =>
  new Refused(
    400,
    'in_future',
    { zh: '不能标记尚未到来的时刻', en: 'A moment that has not come yet cannot be pinned' },
    'body/at',
  )

const stale = () =>
  new Refused(409, 'stale', {
    zh: '内容已被他人更改，请查看最新内容后再操作',
    en: 'Somebody else changed it meanwhile; look at how it stands now and try again',
  })
