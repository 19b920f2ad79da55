/** Why something about an operation was refused, in words. */
import type { Item, Operation } from '#contract/expo.ts'
import { Refused } from '../errors.ts'

export const noOperation = (id: number) =>
  new Refused(
    404,
    'no_operation',
    { zh: `没有编号为 ${id} 的行动`, en: `There is no operation ${id}` },
    'params/id',
  )

export const staleOperation = ({ name, nameEn }: Operation) =>
  new Refused(409, 'stale', {
    zh: `行动“${name}”已被他人更改，请查看最新状态后再操作`,
    en: `Somebody else has changed the operation “${nameEn}” meanwhile; look at its newest state and try again`,
  })

export const noItem = () =>
  new Refused(
    404,
    'no_item',
    { zh: '该行动没有这一条目', en: 'This operation has no such item' },
    'body/item',
  )

export const measuredItem = () =>
  new Refused(
    409,
    'measured',
    { zh: '该条件由系统实测，不能手工勾选', en: 'This criterion is measured; nobody checks it off' },
    'body/item',
  )

export const noZone = () =>
  new Refused(
    404,
    'no_zone',
    { zh: '该圈层或岗位不属于本行动', en: 'This ring or post does not belong to the operation' },
    'body/zone',
  )

export const criteriaOpen = (open: readonly Item[]) =>
  new Refused(
    409,
    'criteria_open',
    {
      zh: `还有 ${open.length} 项退出条件未达成：${open.map(({ text }) => text).join('；')}。确需切换请填写原因`,
      en: `${open.length} exit criteria are open: ${open.map(({ textEn }) => textEn).join('; ')}. To go on anyway, give a reason`,
    },
    'body/reason',
  )

export const samePhase = () =>
  new Refused(
    409,
    'same_phase',
    { zh: '行动已处于该阶段', en: 'The operation is in this phase already' },
    'body/phase',
  )

export const badSpan = (where: string) =>
  new Refused(
    400,
    'bad_span',
    { zh: '结束时间须晚于开始时间和当前时间', en: 'It must end after it begins, and after now' },
    where,
  )
