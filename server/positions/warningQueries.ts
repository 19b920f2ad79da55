/** Device warnings in the database. */
import type { Device, DeviceWarning } from '#contract/devices.ts'
import type { Datum } from '#contract/positions.ts'
import type { Db } from '../db.ts'

/** A clock is `ahead` by so many ms; places look like those of another datum, seen `against` another device or the river. */
export type About = {
  readonly ahead?: number
  readonly looksLike?: Datum
  readonly against?: string | null
}

/** `number`: the device's. */
export type Warning = { readonly number: number; readonly kind: DeviceWarning['kind'] }

/** Answers those that are new; of the others only what is known about them changes. */
export async function insertWarnings(
  db: Db,
  warnings: readonly (Warning & { readonly about: About })[],
  since: number,
): Promise<Warning[]> {
  if (warnings.length === 0) return []
  const { rows } = await db.query<Warning & { fresh: boolean }>(
    `insert into device_warning as w (device, kind, since, about)
     select device, kind, $1, about from unnest($2::int[], $3::text[], $4::jsonb[]) as n (device, kind, about)
     -- In one order, so that two servers' batches cannot wait for each other in a circle.
     order by device, kind
     on conflict (device, kind) do update set about = excluded.about
     returning device as number, kind, xmax = 0 as fresh`,
    [
      since,
      warnings.map((each) => each.number),
      warnings.map((each) => each.kind),
      warnings.map((each) => JSON.stringify(each.about)),
    ],
  )
  return rows.filter(({ fresh }) => fresh)
}

/** Answers those that there were. */
export async function deleteWarnings(db: Db, warnings: readonly Warning[]): Promise<Warning[]> {
  if (warnings.length === 0) return []
  const { rows } = await db.query<Warning>(
    `delete from device_warning w using unnest($1::int[], $2::text[]) as n (device, kind)
     where w.device = n.device and w.kind = n.kind returning w.device as number, w.kind`,
    [warnings.map((each) => each.number), warnings.map((each) => each.kind)],
  )
  return rows
}

export type WarningRow = Device & {
  readonly kind: DeviceWarning['kind']
  readonly since: number
  readonly about: About
}

export async function readWarnings(db: Db): Promise<WarningRow[]> {
  const { rows } = await db.query<WarningRow>(
    `select d.number, d.id, d.protocol, d.datum, d.unit, w.kind, w.since, w.about
     from device_warning w join device d on d.number = w.device order by w.since desc, d.number limit 500`,
  )
  return rows
}
