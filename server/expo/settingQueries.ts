/** What an operation goes by, in the database: each list is replaced as a whole. */
import type { CounterLimit, Effect } from '#contract/counters.ts'
import type { AllSteps, CardStep, Minimum } from '#contract/expoSettings.ts'
import type { Limit } from '#contract/limits.ts'
import type { Db } from '../db.ts'

export async function putMinima(
  tx: Db,
  operation: number,
  zone: number,
  minima: readonly Minimum[],
): Promise<void> {
  await tx.query('delete from ring_minimum where operation = $1 and zone = $2', [operation, zone])
  await tx.query(
    `insert into ring_minimum (operation, zone, phase, from_hour, to_hour, least)
     select $1, $2, * from unnest($3::int[], $4::int[], $5::int[], $6::int[])`,
    [
      operation,
      zone,
      minima.map(({ phase }) => phase),
      minima.map(({ fromHour }) => fromHour),
      minima.map(({ toHour }) => toHour),
      minima.map(({ least }) => least),
    ],
  )
}

export async function putLimits(
  tx: Db,
  operation: number,
  limits: readonly Limit[],
  reliefSeconds: number,
): Promise<void> {
  await tx.query('update operation set relief_seconds = $2 where id = $1', [operation, reliefSeconds])
  await tx.query('delete from operation_limit where operation = $1', [operation])
  await tx.query(
    `insert into operation_limit (operation, step, priority, seconds)
     select $1, * from unnest($2::text[], $3::int[], $4::int[])`,
    [
      operation,
      limits.map(({ step }) => step),
      limits.map(({ priority }) => priority),
      limits.map(({ seconds }) => seconds),
    ],
  )
}

/** A limit that stays is as armed as it was; a new one waits for the next reading. */
export async function putThresholds(tx: Db, counter: number, limits: readonly CounterLimit[]): Promise<void> {
  const columns = [
    limits.map(({ value }) => value),
    limits.map(({ clears }) => clears),
    limits.map(({ effect }) => effect),
  ]
  await tx.query('delete from counter_limit where counter = $1 and value <> all($2)', [counter, columns[0]])
  await tx.query(
    `insert into counter_limit (counter, value, clears, effect)
     select $1, * from unnest($2::int[], $3::int[], $4::text[])
     on conflict (counter, value) do update set clears = excluded.clears, effect = excluded.effect`,
    [counter, ...columns],
  )
  await tx.query('update counter set version = version + 1 where id = $1', [counter])
}

export async function allSteps(db: Db): Promise<AllSteps> {
  const { rows } = await db.query<CardStep & { effect: Effect }>(
    'select effect, text, text_en as "textEn" from card_step order by effect, position',
  )
  const of = (effect: Effect) =>
    rows.filter((row) => row.effect === effect).map(({ text, textEn }) => ({ text, textEn }))
  return { control: of('control'), one_way: of('one_way') }
}

/** Whoever changes them waits for who does it now. */
export async function lockSteps(tx: Db): Promise<AllSteps> {
  await tx.query('lock table card_step in share row exclusive mode')
  return allSteps(tx)
}

export async function putSteps(tx: Db, effect: Effect, steps: readonly CardStep[]): Promise<void> {
  await tx.query('delete from card_step where effect = $1', [effect])
  await tx.query(
    `insert into card_step (effect, position, text, text_en)
     select $1, n, text, text_en from unnest($2::text[], $3::text[]) with ordinality as s (text, text_en, n)`,
    [effect, steps.map(({ text }) => text), steps.map(({ textEn }) => textEn)],
  )
}
