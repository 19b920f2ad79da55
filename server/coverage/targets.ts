/** How often segments are to be passed: asked for, changed, and asked for no more; each told in the log. */
import {
  type addTarget,
  type CoverageTarget,
  type changeTarget,
  overlap,
  type removeTarget,
} from '#contract/coverageTargets.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { deleteTarget, insertTarget, kindOfZone, readTargetRows, updateTarget } from './queries.ts'

export async function add(tx: Db, command: Command<typeof addTarget>): Promise<CoverageTarget> {
  const { body } = command
  if (body.zone !== null && body.river !== null) throw twoScopes()
  if (body.zone !== null && (await kindOfZone(tx, body.zone)) !== body.zoneKind) throw noZone()
  await alone(tx, body)
  return told(tx, command, 'coverage.target_added', await insertTarget(tx, body))
}

export async function change(tx: Db, command: Command<typeof changeTarget>): Promise<CoverageTarget> {
  const target = await updateTarget(tx, command.params.id, command.body)
  if (!target) throw stale()
  await alone(tx, target)
  return told(tx, command, 'coverage.target_changed', target)
}

export async function remove(tx: Db, command: Command<typeof removeTarget>): Promise<CoverageTarget> {
  const target = await deleteTarget(tx, command.params.id, command.body.version)
  if (!target) throw stale()
  return told(tx, command, 'coverage.target_removed', target)
}

async function told(
  tx: Db,
  { account, now }: Pick<Command<typeof addTarget>, 'account' | 'now'>,
  kind: string,
  target: CoverageTarget,
): Promise<CoverageTarget> {
  const subject = `coverage_target/${target.id}`
  await append(tx, now, [{ actor: account.username, kind, subject, body: { target } }])
  return target
}

type Asked = Omit<CoverageTarget, 'id' | 'version'> & { readonly id?: number }

/** Of two that speak of the same hours of the same ground nobody could say which was meant. */
async function alone(tx: Db, asked: Asked): Promise<void> {
  const same = (await readTargetRows(tx)).find(
    (other) =>
      other.id !== asked.id &&
      (['mode', 'zoneKind', 'river', 'zone'] as const).every((key) => other[key] === asked[key]) &&
      overlap(other, asked),
  )
  if (!same) return
  const hours = `${same.fromHour}:00–${same.toHour}:00`
  throw new Refused(
    409,
    'overlapping',
    {
      zh: `同一范围同一方式在 ${hours} 已有目标（${same.minutes} 分），请更改时段或更改已有目标`,
      en: `The same ground and mode have a target for ${hours} already (${same.minutes} min); choose other hours, or change that one`,
    },
    'body/fromHour',
  )
}

const stale = () =>
  new Refused(409, 'stale', {
    zh: '该目标已被他人修改或不存在，请查看最新内容',
    en: 'Somebody else changed this target, or there is none; look at its newest state',
  })

const twoScopes = () =>
  new Refused(
    400,
    'two_scopes',
    {
      zh: '一条目标只针对一个区域或一条河，请只选其一',
      en: 'A target is about a zone or about a river; choose one of them',
    },
    'body/zone',
  )

const noZone = () =>
  new Refused(
    400,
    'no_zone',
    {
      zh: '所选区域不存在，或不是该类区域，请从列表中选择',
      en: 'There is no such zone of this kind; choose one of the list',
    },
    'body/zone',
  )
