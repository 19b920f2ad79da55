/** Why something of the muster was refused, in words for the gate and the desk. */
import type { Reinforcement, ReinforcementState } from '#contract/muster.ts'
import { Refused } from '../errors.ts'

const CODE = 'body/code'

export const codeUnreadable = () =>
  new Refused(
    400,
    'code_unreadable',
    {
      zh: '报到码为 8 位数字，请核对后重新输入',
      en: 'A code has 8 digits; look again and type it once more',
    },
    CODE,
  )

export const codeWrong = () =>
  new Refused(
    404,
    'code_wrong',
    {
      zh: '报到码不正确：请让本人在手机上打开报到码后重新输入',
      en: 'This code is wrong: have the person open it on the phone and type it once more',
    },
    CODE,
  )

export const codeExpired = () =>
  new Refused(
    409,
    'code_expired',
    {
      zh: '报到码已过期（每分钟更换）：请输入手机上现在显示的报到码',
      en: 'This code has run out (it changes each minute): type the one the phone shows now',
    },
    CODE,
  )

export const gateCodeWrong = () =>
  new Refused(
    404,
    'code_wrong',
    {
      zh: '门岗码不正确：请重新扫描门岗屏幕上的二维码',
      en: 'This code is of no gate: scan the one on the screen of the gate again',
    },
    CODE,
  )

export const gateCodeExpired = () =>
  new Refused(
    409,
    'code_expired',
    {
      zh: '门岗码已过期（每分钟更换）：请扫描屏幕上现在的二维码',
      en: 'This code has run out (it changes each minute): scan the one the screen shows now',
    },
    CODE,
  )

export const notCalled = () =>
  new Refused(409, 'not_called', {
    zh: '没有给你的增援通知，不能在此报到；请联系值班长',
    en: 'You have not been called; ask the duty officer',
  })

export const codeForeign = (name: string, nameEn: string) =>
  new Refused(
    409,
    'code_foreign',
    {
      zh: `该报到码属于另一行动“${name}”，不能在此报到`,
      en: `This code is for another operation, “${nameEn}”; it does not check in here`,
    },
    CODE,
  )

export const codeUsed = ({ name, nameEn, checkedInAt }: Reinforcement) => {
  const time = new Date((checkedInAt ?? 0) + 8 * 3_600_000).toISOString().slice(11, 19)
  return new Refused(
    409,
    'code_used',
    {
      zh: `${name} 已于 ${time} 报到，报到码不能重复使用`,
      en: `${nameEn} checked in at ${time}; a code is taken once`,
    },
    CODE,
  )
}

const stateWords: Record<ReinforcementState, { zh: string; en: string }> = {
  listed: { zh: '尚未点名', en: 'not called yet' },
  called: { zh: '已点名待答复', en: 'called, with no answer yet' },
  accepted: { zh: '已应召', en: 'on the way' },
  refused: { zh: '已谢绝', en: 'not coming' },
  checked_in: { zh: '在岗', en: 'on duty' },
  released: { zh: '已撤离', en: 'released' },
}

export const notNow = ({ name, nameEn, state }: Reinforcement) =>
  new Refused(409, 'not_now', {
    zh: `${name} 目前${stateWords[state].zh}，不能执行此操作`,
    en: `${nameEn} is ${stateWords[state].en}; this cannot be done now`,
  })

export const staleReinforcement = ({ name, nameEn }: Reinforcement) =>
  new Refused(409, 'stale', {
    zh: `${name} 的状态已被他人更改，请查看最新状态后再操作`,
    en: `Somebody else has changed ${nameEn} meanwhile; look at the newest state and try again`,
  })

export const noReinforcement = (id: number) =>
  new Refused(
    404,
    'no_reinforcement',
    { zh: `增援名单中没有编号 ${id}`, en: `The call list has no entry ${id}` },
    'params/id',
  )

export const noSquad = () =>
  new Refused(
    404,
    'no_squad',
    { zh: '本行动没有这个临时编队', en: 'This operation has no such squad' },
    'body/squad',
  )

export const needsReason = () =>
  new Refused(400, 'needs_reason', { zh: '谢绝须填写原因', en: 'A refusal needs a reason' }, 'body/reason')

export const outOfOrder = ({ name, nameEn }: Reinforcement, first: Reinforcement | undefined) =>
  new Refused(
    409,
    'out_of_order',
    {
      zh: `按撤离顺序应先撤离 ${first?.name ?? '他人'}；提前撤离 ${name} 请填写原因`,
      en: `By the order of release ${first?.nameEn ?? 'somebody else'} goes first; to release ${nameEn} before, give a reason`,
    },
    'body/reason',
  )
