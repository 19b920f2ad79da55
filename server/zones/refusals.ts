/** Why a change of zones is refused, in words that say where. */
import type { LngLat, Words } from '#contract/endpoint.ts'
import { Refused } from '../errors.ts'

type Called = { readonly code: string; readonly name: string; readonly nameEn: string }

export const spot = ([lng, lat]: LngLat): string => `${lng.toFixed(5)}, ${lat.toFixed(5)}`

const refusal = (status: number, code: string, zh: string, en: string, where?: string): Refused =>
  new Refused(status, code, { zh, en }, where)

export const noZone = (id: number): Refused =>
  refusal(
    404,
    'no_zone',
    `没有编号为 ${id} 的区域，可能已停用`,
    `There is no zone ${id}; it may have been retired`,
  )

export const stale = (zone: Called, seen: number, now: number, by: Words | undefined): Refused =>
  refusal(
    409,
    'stale',
    `${zone.name} 已${by ? `由${by.zh}` : ''}改为第 ${now} 版（您看到的是第 ${seen} 版），请查看后重做`,
    `${zone.nameEn} was changed${by ? ` by ${by.en}` : ''} to version ${now} (you saw ${seen}); look at it and do it again`,
    'body/version',
  )

export const isPlanned = (zone: Called, when: string, by: string): Refused =>
  refusal(
    409,
    'zone_planned',
    `${zone.name} 已有 ${by} 计划于 ${when} 生效的变更，请先撤回该计划`,
    `${zone.nameEn} has a change by ${by} planned for ${when}; withdraw that plan first`,
  )

export const inUse = (): Refused =>
  refusal(
    409,
    'zone_in_use',
    '仍有其他内容引用该区域，请先解除引用再停用',
    'Something still refers to this zone; take that away before it is retired',
  )

export const stillPaired = (bank: Called): Refused =>
  refusal(
    409,
    'still_paired',
    `${bank.name} 仍以该水域为配对水域，请先调整或停用该岸段`,
    `${bank.nameEn} still has this as its water; reshape or retire that bank first`,
  )

export const codeTaken = (code: string): Refused =>
  refusal(
    409,
    'zone_code_taken',
    `编号 ${code} 已被使用过，请换一个`,
    `The code ${code} was used before; choose another`,
  )

export const fromPast = (): Refused =>
  refusal(
    400,
    'from_past',
    '生效时间已过，过去的区域不能更改，请选择现在或以后',
    'That time is over and the past never changes; choose now or later',
    'body/from',
  )

export const needsRiver = (): Refused =>
  refusal(400, 'needs_river', '岸段和水域须指明河流', 'A reach must name its river', 'body/river')

export const needsBank = (): Refused =>
  refusal(
    400,
    'needs_bank',
    '岸段须指明左岸或右岸',
    'A bank must say whether it is left or right',
    'body/bank',
  )

export const noOwner = (id: number): Refused =>
  refusal(400, 'no_owner', `没有编号为 ${id} 的单位`, `There is no organisation ${id}`, 'body/owner')

export const isOutside = (place: LngLat): Refused =>
  refusal(
    400,
    'outside_the_city',
    `${spot(place)} 不在上海市范围内，请把该点移回市内`,
    `${spot(place)} is outside Shanghai; move that corner back into the city`,
    'body/area',
  )

export const isEmpty = (): Refused =>
  refusal(
    400,
    'zone_empty',
    '区域没有面积：请至少画出三个不在一条线上的点',
    'The area is empty: draw at least three corners that are not on one line',
    'body/area',
  )

export const ringOpen = (place: LngLat): Refused =>
  refusal(
    400,
    'ring_open',
    `从 ${spot(place)} 开始的边界没有闭合：最后一点须与第一点相同`,
    `The boundary that begins at ${spot(place)} is not closed: its last corner must be its first`,
    'body/area',
  )

/** `reason`: as PostGIS names it. */
export function isInvalid(reason: string, place: LngLat): Refused {
  const [zh, en] = reasons.find(([pattern]) => pattern.test(reason))?.[1] ?? [
    '边界有误',
    `the boundary is wrong (${reason})`,
  ]
  return refusal(
    400,
    'zone_invalid',
    `在 ${spot(place)} 处${zh}，请修改后重试`,
    `At ${spot(place)} ${en}; mend it and try again`,
    'body/area',
  )
}

const reasons: readonly (readonly [RegExp, readonly [zh: string, en: string]])[] = [
  [/self-intersection/i, ['边界自相交', 'the boundary crosses itself']],
  [/outside shell/i, ['内部的洞在区域之外', 'a hole lies outside the area']],
  [/interior is disconnected/i, ['内部的洞把区域分成了几块', 'a hole cuts the area into pieces']],
  [/nested/i, ['两块区域或两个洞互相套叠', 'one part or hole lies within another']],
  [/duplicate/i, ['边界重复了一遍', 'the boundary is there twice']],
  [/too few points/i, ['边界的点太少', 'the boundary has too few corners']],
]

export const overlaps = (mine: string, other: Called, squareMetres: number, place: LngLat): Refused =>
  refusal(
    409,
    'reaches_overlap',
    `${mine} 与 ${other.name}（${other.code}）在 ${spot(place)} 附近重叠 ${Math.ceil(squareMetres)} 平方米，岸段和水域不得重叠`,
    `${mine} overlaps ${other.nameEn} (${other.code}) by ${Math.ceil(squareMetres)} m² near ${spot(place)}; reaches must not overlap`,
    'body/area',
  )

export const lineCrossesItself = (): Refused =>
  refusal(
    400,
    'line_crosses_itself',
    '分割线自相交，请重画',
    'The line crosses itself; draw it again',
    'body/line',
  )

export const doesNotCut = (parts: number): Refused =>
  parts < 2
    ? refusal(
        400,
        'line_does_not_cut',
        '分割线没有把区域切开：须从边界一侧之外画到另一侧之外',
        'The line does not cut the zone: draw it from outside one side to outside another',
        'body/line',
      )
    : refusal(
        400,
        'line_cuts_too_often',
        `分割线把区域切成了 ${parts} 块，请只穿过一次`,
        `The line cuts the zone into ${parts} parts; let it cross only once`,
        'body/line',
      )

export const notAlike = (one: Called, other: Called): Refused =>
  refusal(
    409,
    'zones_not_alike',
    `${other.name} 与 ${one.name} 的类别、河流或岸别不同，不能合并`,
    `${other.nameEn} and ${one.nameEn} differ in kind, river or bank and cannot be joined`,
  )

export const notNeighbours = (one: Called, metres: number): Refused =>
  refusal(
    409,
    'not_neighbours',
    metres > 0
      ? `${one.name} 与其余区域相距 ${Math.ceil(metres)} 米，只有相邻的区域才能合并`
      : `${one.name} 与其余区域只有一角相接，须有共同边界才能合并`,
    metres > 0
      ? `${one.nameEn} is ${Math.ceil(metres)} m away from the others; only neighbours can be joined`
      : `${one.nameEn} touches the others at a corner only; neighbours share a boundary`,
  )

export const noPlan = (id: number): Refused =>
  refusal(404, 'no_plan', `没有编号为 ${id} 的计划`, `There is no plan ${id}`)

export const notWaiting = (): Refused =>
  refusal(
    409,
    'plan_over',
    '该计划已生效或已撤回，不能再撤回',
    'This plan has taken effect or was withdrawn already',
  )
