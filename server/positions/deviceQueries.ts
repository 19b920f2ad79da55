/** Devices in the database. */

import type { Binding, Protocol } from '#contract/devices.ts'
import type { Datum } from '#contract/positions.ts'
import type { Contact } from '#contract/units.ts'
import { type Db, one } from '../db.ts'
import type { KnownDevice } from './registry.ts'

const columns = `number, id, protocol, datum, unit, version, name, callsign, ship_type as "shipType",
  length_metres as "lengthMetres", ais_class as "aisClass", moored, encode(token_hash, 'hex') as "tokenHash",
  case when unit is not null then (select u.kind from unit u where u.id = unit)
    when protocol = 'ais' then 'vessel' end as carrier`

export async function readDevices(db: Db): Promise<KnownDevice[]> {
  const { rows } = await db.query<KnownDevice>(`select ${columns} from device order by number`)
  return rows
}

/** What reports for these units. */
export async function devicesOfUnits(db: Db, units: readonly number[]): Promise<KnownDevice[]> {
  const { rows } = await db.query<KnownDevice>(`select ${columns} from device where unit = any($1)`, [units])
  return rows
}

export async function devicesByNumber(db: Db, numbers: readonly number[]): Promise<KnownDevice[]> {
  const { rows } = await db.query<KnownDevice>(`select ${columns} from device where number = any($1)`, [
    numbers,
  ])
  return rows
}

/** A device as an administrator registers it. Without a datum or unit a known one keeps its own. */
export type Registration = {
  readonly id: string
  readonly protocol: Protocol
  readonly datum: Datum | undefined
  readonly unit: number | undefined
  readonly tokenHash: Buffer | null
}

export async function upsertDevice(db: Db, device: Registration): Promise<KnownDevice> {
  const { rows } = await db.query<KnownDevice>(
    `insert into device as d (id, protocol, datum, unit, token_hash) values ($1, $2, coalesce($3, 'wgs84'), $4, $5)
     on conflict (protocol, id) do update set datum = coalesce($3, d.datum), unit = coalesce($4, d.unit),
       token_hash = $5, version = d.version + 1
     returning ${columns}`,
    [device.id, device.protocol, device.datum ?? null, device.unit ?? null, device.tokenHash],
  )
  return one(rows)
}

/** Another unit and datum for a device that still has those it had; undefined where it has not. */
export async function rebind(
  tx: Db,
  number: number,
  was: Binding,
  now: Binding,
): Promise<KnownDevice | undefined> {
  const { rows } = await tx.query<KnownDevice>(
    `update device as d set datum = $4, unit = $5, version = d.version + 1
     where number = $1 and datum = $2 and unit is not distinct from $3 returning ${columns}`,
    [number, was.datum, was.unit, now.datum, now.unit],
  )
  return rows[0]
}

export async function unitExists(db: Db, unit: number): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from unit where id = $1 and retired_at is null', [unit])
  return rowCount === 1
}

/** What AIS tells of a vessel beside its place; null: not told. */
export type Particulars = Pick<Contact, 'name' | 'callsign' | 'shipType' | 'lengthMetres'>

/** What kind of AIS station a vessel has, and whether it says that she lies still: it is due to report accordingly. */
export type Station = { readonly aisClass: NonNullable<Contact['aisClass']>; readonly moored: boolean }

/** Vessels heard for the first time, or under new particulars; answers those that are new or changed. */
export async function upsertVessels(
  db: Db,
  vessels: readonly (Particulars & { readonly mmsi: string; readonly station: Station | undefined })[],
): Promise<KnownDevice[]> {
  const { rows } = await db.query<KnownDevice>(
    `insert into device as d (id, protocol, name, callsign, ship_type, length_metres, ais_class, moored)
     select mmsi, 'ais', name, callsign, ship_type, length_metres, ais_class, coalesce(moored, false)
     from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::real[], $6::text[], $7::bool[])
       as v (mmsi, name, callsign, ship_type, length_metres, ais_class, moored)
     order by mmsi
     on conflict (protocol, id) do update set version = d.version + 1, name = coalesce(excluded.name, d.name),
       callsign = coalesce(excluded.callsign, d.callsign), ship_type = coalesce(excluded.ship_type, d.ship_type),
       length_metres = coalesce(excluded.length_metres, d.length_metres), ais_class = coalesce(excluded.ais_class, d.ais_class),
       -- A vessel whose class is not told tells nothing of lying still either.
       moored = case when excluded.ais_class is null then d.moored else excluded.moored end
     where (coalesce(excluded.name, d.name), coalesce(excluded.callsign, d.callsign), coalesce(excluded.ship_type, d.ship_type),
       coalesce(excluded.length_metres, d.length_metres), coalesce(excluded.ais_class, d.ais_class),
       case when excluded.ais_class is null then d.moored else excluded.moored end)
       is distinct from (d.name, d.callsign, d.ship_type, d.length_metres, d.ais_class, d.moored)
     returning ${columns}`,
    [
      vessels.map((vessel) => vessel.mmsi),
      vessels.map((vessel) => vessel.name),
      vessels.map((vessel) => vessel.callsign),
      vessels.map((vessel) => vessel.shipType),
      vessels.map((vessel) => vessel.lengthMetres),
      vessels.map((vessel) => vessel.station?.aisClass ?? null),
      vessels.map((vessel) => vessel.station?.moored ?? null),
    ],
  )
  return rows
}
