/** Cross-department tasks, partners and their limits in the database. */
import type { JointTask, Partner, PartnerTask } from '#contract/joint.ts'
import type { WorkingClock } from '#contract/workingTime.ts'
import { type Db, one } from '../db.ts'

const columns = `j.id, j.version, j.ticket,
  json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'nameEn', p.name_en) as partner, j.state, j.text, j.metres,
  j.starts_at as "startsAt", j.ends_at as "endsAt", j.offered_by as "offeredBy", j.offered_at as "offeredAt",
  j.answer_due as "answerDue", j.answered_at as "answeredAt", j.answered_by as "answeredBy", j.reason,
  j.handle_due as "handleDue", j.ended_at as "endedAt", j.result`

export async function allPartners(db: Db): Promise<Partner[]> {
  const { rows } = await db.query<Partner>(
    'select id, code, name, name_en as "nameEn" from partner order by id',
  )
  return rows
}

/** The department behind an account of the role partner. */
export async function partnerOf(db: Db, account: number): Promise<Partner | undefined> {
  const { rows } = await db.query<Partner>(
    `select p.id, p.code, p.name, p.name_en as "nameEn" from account a join partner p on p.id = a.partner where a.id = $1`,
    [account],
  )
  return rows[0]
}

/** How long a step may take: the partner's own limit, or the one for all. */
export async function limitOf(db: Db, partner: number, step: 'answer' | 'handle'): Promise<WorkingClock> {
  const { rows } = await db.query<WorkingClock>(
    `select amount, unit from joint_limit where step = $2 and (partner = $1 or partner is null)
     order by partner nulls last limit 1`,
    [partner, step],
  )
  return one(rows)
}

export type NewJoint = Pick<
  JointTask,
  'ticket' | 'text' | 'metres' | 'startsAt' | 'endsAt' | 'offeredBy' | 'offeredAt' | 'answerDue'
> & { readonly partner: number }

export async function insertJoint(tx: Db, joint: NewJoint): Promise<JointTask> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into joint_task (ticket, partner, text, metres, starts_at, ends_at, offered_by, offered_at, answer_due)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      joint.ticket,
      joint.partner,
      joint.text,
      joint.metres,
      new Date(joint.startsAt),
      new Date(joint.endsAt),
      joint.offeredBy,
      new Date(joint.offeredAt),
      new Date(joint.answerDue),
    ],
  )
  const offered = await lockJoint(tx, one(rows).id)
  return one(offered ? [offered] : [])
}

export async function lockJoint(tx: Db, id: number): Promise<JointTask | undefined> {
  const { rows } = await tx.query<JointTask>(
    `select ${columns} from joint_task j join partner p on p.id = j.partner where j.id = $1 for update of j`,
    [id],
  )
  return rows[0]
}

export async function updateJoint(tx: Db, task: JointTask): Promise<JointTask> {
  const time = (at: number | null) => at && new Date(at)
  await tx.query(
    `update joint_task set version = version + 1, state = $2, answered_at = $3, answered_by = $4, reason = $5,
       handle_due = $6, ended_at = $7, result = $8 where id = $1`,
    [
      task.id,
      task.state,
      time(task.answeredAt),
      task.answeredBy,
      task.reason,
      time(task.handleDue),
      time(task.endedAt),
      task.result,
    ],
  )
  return { ...task, version: task.version + 1 }
}

/** Those of tickets that are on the board. */
export async function jointsOfTickets(db: Db, tickets: readonly number[]): Promise<JointTask[]> {
  const { rows } = await db.query<JointTask>(
    `select ${columns} from joint_task j join partner p on p.id = j.partner where j.ticket = any($1) order by j.id`,
    [tickets],
  )
  return rows
}

/** The ticket as a partner may see it, without the area. */
export type PartnerCase = Omit<NonNullable<PartnerTask['case']>, 'area'>

/** A partner's tasks within their spans, newest first; the case only of those it has accepted and not returned. */
export async function tasksOfPartner(
  db: Db,
  partner: number,
  now: number,
): Promise<(JointTask & { case: PartnerCase | null })[]> {
  const { rows } = await db.query<JointTask & { case: PartnerCase | null }>(
    `select ${columns}, case when j.state = 'accepted' then json_build_object('code', t.code, 'category', c.name,
         'categoryEn', c.name_en, 'text', t.text, 'address', t.address,
         'place', json_build_array(st_x(t.place), st_y(t.place))) end as case
     from joint_task j join partner p on p.id = j.partner join ticket t on t.id = j.ticket
     join category c on c.code = t.category
     where j.partner = $1 and j.starts_at <= $2 and j.ends_at > $2 and j.state <> 'withdrawn'
     order by j.id desc`,
    [partner, new Date(now)],
  )
  return rows
}
