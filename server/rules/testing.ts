/** What tests of rules stand on: two neighbouring banks, one behaviour, and drafts of rules. */
import type { RuleDraft } from '#contract/ruleCommands.ts'
import type { Weekly } from '#contract/rules.ts'
import type { Pool } from '../db.ts'
import type { Person } from '../testing.ts'

export const always: Weekly[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }]
export const everyDay = (from: number, to: number): Weekly[] => [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }]

/** On the one bank, on the other, and on neither. */
export const here: [number, number] = [121.485, 31.245]
export const there: [number, number] = [121.495, 31.245]
export const inland: [number, number] = [121.4, 31.2]

/** Two banks that share an edge at 121.49°; answers their ids. */
export async function twoBanks(db: Pool): Promise<[number, number]> {
  const { rows } = await db.query<{ id: number }>(
    `insert into zone (kind, code, name, name_en, river, bank, area)
     select 'reach_bank', code, name, code, 'huangpu', 'left', st_makeenvelope(west, 31.24, west + 0.01, 31.25, 4326)
     from (values ('B1', '甲岸段', 121.48), ('B2', '乙岸段', 121.49)) as b (code, name, west) returning id`,
  )
  const [one, other] = rows.map(({ id }) => id)
  return [one as number, other as number]
}

export async function addDancing(db: Pool, who: Person): Promise<void> {
  await db.query(`insert into category (code, name, name_en, priority, clock_amount, clock_unit)
    values ('2105', '滨水广场舞', 'Square dancing on the waterfront', 4, 2, 'working_hours')`)
  await who.send('POST', '/api/behaviours', {
    code: 'square_dancing',
    name: '广场舞',
    nameEn: 'Square dancing',
    category: '2105',
    effect: 'allowed',
    configurable: false,
    reason: '初始',
  })
}

export const draft = (change: Partial<RuleDraft> = {}): RuleDraft => ({
  behaviour: 'square_dancing',
  zone: null,
  kind: 'reach_bank',
  river: null,
  effect: 'forbidden',
  calendar: { week: always, exceptions: [] },
  article: '上海市黄浦江苏州河滨水公共空间条例 第四十七条',
  fine: { from: 50, to: 500 },
  conditions: '仅限划定区域和时段',
  conditionsEn: 'Only in designated areas and hours',
  configurable: false,
  validTo: null,
  ...change,
})
