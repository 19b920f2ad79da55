/** Reinforcements in the database, and what their homes lack meanwhile. */
import type { HomeLoss, Reinforcement } from '#contract/muster.ts'
import { type Db, one } from '../db.ts'

const select = `
  select r.id, r.version, r.operation, r.number, o.name, o.name_en as "nameEn", o.unit, r.home,
    r.home_metres as "homeMetres", r.state, r.pause, r.reason, r.squad, r.called_at as "calledAt",
    r.answered_at as "answeredAt", r.checked_in_at as "checkedInAt", r.resumed_at as "resumedAt",
    r.released_at as "releasedAt"
  from reinforcement r join officer o on o.id = r.officer`

export async function allReinforcements(db: Db, operation?: number): Promise<Reinforcement[]> {
  const { rows } = await db.query<Reinforcement>(
    `${select} where $1::int is null or r.operation = $1 order by r.operation, r.number`,
    [operation ?? null],
  )
  return rows
}

export async function lockReinforcement(tx: Db, id: number): Promise<Reinforcement | undefined> {
  const { rows } = await tx.query<Reinforcement>(`${select} where r.id = $1 for update of r`, [id])
  return rows[0]
}

export type Secret = {
  readonly id: number
  readonly operation: number
  readonly operationName: string
  readonly operationNameEn: string
  readonly secret: Buffer
}

/** Whoever has this place on the list of any operation. */
export async function secretsOfNumber(tx: Db, number: number): Promise<Secret[]> {
  const { rows } = await tx.query<Secret>(
    `select r.id, r.operation, o.name as "operationName", o.name_en as "operationNameEn", r.code_secret as secret
     from reinforcement r join operation o on o.id = r.operation where r.number = $1`,
    [number],
  )
  return rows
}

export type Call = Secret & { readonly squad: string | null; readonly squadEn: string | null }

/** The newest call to the officer behind an account that is not over. */
export async function callOfAccount(db: Db, account: number): Promise<Call | undefined> {
  const { rows } = await db.query<Call>(
    `select r.id, r.operation, o.name as "operationName", o.name_en as "operationNameEn", r.code_secret as secret,
       s.name as squad, s.name_en as "squadEn"
     from account a join reinforcement r on r.officer = a.officer join operation o on o.id = r.operation
     left join operation_squad s on s.id = r.squad
     where a.id = $1 and r.state in ('called', 'accepted', 'checked_in') order by r.called_at desc limit 1`,
    [account],
  )
  return rows[0]
}

/** What the codes of an operation's gate are made of. */
export async function gateSecret(db: Db, operation: number): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ secret: Buffer }>(
    'select gate_secret as secret from operation where id = $1',
    [operation],
  )
  return rows[0]?.secret
}

export async function officerOfAccount(db: Db, account: number, reinforcement: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from account a join reinforcement r on r.officer = a.officer where a.id = $1 and r.id = $2',
    [account, reinforcement],
  )
  return rowCount === 1
}

export type ReinforcementChange = Partial<
  Pick<
    Reinforcement,
    | 'state'
    | 'pause'
    | 'reason'
    | 'squad'
    | 'calledAt'
    | 'answeredAt'
    | 'checkedInAt'
    | 'resumedAt'
    | 'releasedAt'
  >
>

/** Writes a locked one as it is to be, and answers it. */
export async function updateReinforcement(
  tx: Db,
  before: Reinforcement,
  change: ReinforcementChange,
): Promise<Reinforcement> {
  const after = { ...before, ...change }
  const time = (at: number | null) => at && new Date(at)
  await tx.query(
    `update reinforcement set version = version + 1, state = $2, pause = $3, reason = $4, squad = $5, called_at = $6,
       answered_at = $7, checked_in_at = $8, resumed_at = $9, released_at = $10 where id = $1`,
    [
      before.id,
      after.state,
      after.pause,
      after.reason,
      after.squad,
      time(after.calledAt),
      time(after.answeredAt),
      time(after.checkedInAt),
      time(after.resumedAt),
      time(after.releasedAt),
    ],
  )
  const changed = await lockReinforcement(tx, before.id)
  return one(changed ? [changed] : [])
}

/** Of every district or body that lends somebody: its officers on duty, who is lent, and its banks where nobody of it is. */
export async function homeLosses(db: Db, operation: number): Promise<HomeLoss[]> {
  const { rows } = await db.query<HomeLoss>(
    `with homes as (select distinct home from reinforcement where operation = $1),
     force as (
       select h.home, u.id as unit, o.id as officer from homes h
       join organisation b on b.id = h.home or b.parent = h.home
       join unit u on u.organisation = b.id and u.duty = 'on' join officer o on o.unit = u.id)
     select h.home, (select count(*)::int from force f where f.home = h.home) as "onDuty",
       (select count(*)::int from reinforcement r where r.operation = $1 and r.home = h.home and r.state = 'checked_in') as lent,
       (select count(*)::int from reinforcement r where r.operation = $1 and r.home = h.home and r.state = 'accepted') as promised,
       (select count(*)::int from zone z where z.kind = 'reach_bank' and z.owner = h.home) as reaches,
       (select count(*)::int from zone z where z.kind = 'reach_bank' and z.owner = h.home and not exists (
         select from presence p join force f on f.unit = p.mover and f.home = h.home
         where p.zone = z.id and p.since is not null)) as uncovered
     from homes h order by lent desc, h.home`,
    [operation],
  )
  return rows
}
