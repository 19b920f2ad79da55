/** The bench's city: units that report through one feed, and the sessions of its consoles. */
import { hashToken, newToken, SESSION_COOKIE } from '../../server/auth.ts'
import { connect } from '../../server/db.ts'

/** `number` is the device's in the binary batch, `unit` the unit it moves. */
export type BenchDevice = { readonly id: string; readonly number: number; readonly unit: number }

export type BenchCity = {
  readonly devices: readonly BenchDevice[]
  readonly token: string
  readonly cookies: readonly string[]
}

export async function benchCity(url: string, units: number, consoles: number): Promise<BenchCity> {
  const db = connect(url)
  const token = newToken()
  const sessions = Array.from({ length: consoles }, newToken)
  const names = Array.from({ length: units }, (_, i) => `bench-${i + 1}`)
  try {
    await db.query(`
      insert into organisation (kind, code, name, name_en) values ('squad', 'bench', '压测中队', 'Bench squad')`)
    const { rows: devices } = await db.query<BenchDevice>(
      `with squad as (select id from organisation where code = 'bench'), crews as (
         insert into unit (code, name, name_en, kind, organisation)
         select name, name, name, 'foot', squad.id from unnest($1::text[]) as d (name), squad returning id, code)
       insert into device (id, protocol, unit) select code, 'http', id from crews returning id, number, unit`,
      [names],
    )
    await db.query(`insert into device (id, protocol, token_hash) values ('bench-feed', 'feed', $1)`, [
      hashToken(token),
    ])
    await db.query(
      `with people as (
         insert into account (username, password_hash, role, name, name_en)
         values ('bench', 'none', 'dispatcher', '压测', 'Bench') returning id)
       insert into session (token_hash, account, created, expires)
       select hash, people.id, now(), now() + interval '1 day' from unnest($1::bytea[]) as s (hash), people`,
      [sessions.map(hashToken)],
    )
    return { devices, token, cookies: sessions.map((session) => `${SESSION_COOKIE}=${session}`) }
  } finally {
    await db.end()
  }
}
