/** For tests: a duty officer's hands on the page of patrols: plans on the form, crews on the roster. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Shift, spanOfShift } from '#contract/patrols.ts'
import { dayOf } from '#contract/workingTime.ts'
import { mapOf } from '../zones/testing.drawing.ts'

export type Turn = Shift & { readonly day: string }

const MINUTE = 60_000

/** The shift of today that is running or to come, and the one after it: at any hour these can be planned. */
export function comingTurns(shifts: readonly Shift[], now: number): readonly [Turn, Turn] {
  const days = [dayOf(now), dayOf(now + 1440 * MINUTE)]
  const turns = days.flatMap((day) => shifts.map((shift) => ({ ...shift, day })))
  const first = turns.findIndex((turn) => spanOfShift(turn.day, turn).until > now + 5 * MINUTE)
  return [turns[first] as Turn, turns[first + 1] as Turn]
}

/** The middle of the map lies a little west of where it began. */
export async function lookWest(page: Page): Promise<void> {
  await page.getByTestId('patrols-map-drawable').waitFor()
  await mapOf(page).focus()
  for (const key of ['=', 'ArrowLeft']) {
    await page.keyboard.press(key)
    // The map glides there.
    await page.waitForTimeout(500)
  }
}

type Asked = {
  readonly name: string
  readonly mode: string
  readonly turn: Turn
  readonly zone: string
  readonly unit?: string
}

/** The form filled in, and two stops put by keys: in the middle of the map, and a little north of it. */
export async function makePlan(page: Page, { name, mode, turn, zone, unit }: Asked): Promise<void> {
  await page.getByTestId('new-plan').click()
  await page.getByLabel('名称（中文）').fill(name)
  await page.getByLabel('名称（英文）').fill(`${name} en`)
  await page.getByTestId(`mode-${mode}`).click()
  await page.getByLabel('班次').selectOption(turn.code)
  if (unit) await chooseCrew(page, unit)
  await page.getByTestId('put-stops').click()
  await mapOf(page).focus()
  const stops = page.getByTestId('stop-row')
  await page.keyboard.press('Enter')
  await expect.poll(() => stops.count()).toBe(1)
  await page.keyboard.press('ArrowUp')
  await page.waitForTimeout(500)
  await page.keyboard.press('Enter')
  await expect.poll(() => stops.count()).toBe(2)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: zone, exact: true }).click()
  await page.getByTestId('save-plan').click()
  await page.getByTestId('plan-row').getByText(name).waitFor()
}

/** Typed whole; the list of what could be meant is still open when the next button is pressed. */
async function chooseCrew(page: Page, unit: string): Promise<void> {
  await page.getByLabel('常用力量').fill(unit)
  await page.getByRole('listbox').getByText(unit, { exact: true }).waitFor()
}

export const cellOf = (page: Page, unit: number, { day, code }: Turn) =>
  page.locator(`[data-cell="${unit} ${day} ${code}"]`)
const isOn = (page: Page) => page.locator('.on')
const proposal = (page: Page) => page.getByTestId('proposal')

/** On both turns it would be at work for sixteen hours: told before it is saved, and the shift is moved instead of doubled. */
export async function mendConflict(page: Page, unit: number, [turn, next]: readonly [Turn, Turn]) {
  await cellOf(page, unit, next).click()
  await page.keyboard.press('Enter')
  await page.getByTestId('proposal-save').waitFor()
  await page.keyboard.press('Enter')
  await cellOf(page, unit, next).and(isOn(page)).waitFor()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.getByTestId('conflicts').textContent())
    .toMatch(/连续工作 16 小时（.*），超过 12 小时/)
  await page.keyboard.press('Enter')
  await expect.poll(() => proposal(page).textContent()).toContain('请填写原因')
  await page.keyboard.press('Escape')
  await proposal(page).waitFor({ state: 'detached' })
  await cellOf(page, unit, next).click()
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('v')
  await proposal(page).getByText('无冲突').waitFor()
  await page.keyboard.press('Enter')
  await cellOf(page, unit, turn).and(isOn(page)).waitFor()
}

/** The round that nobody has is picked up, and put down with the crew. */
export async function give(page: Page, name: string, unit: number, turn: Turn): Promise<void> {
  await cellOf(page, 0, turn).click()
  await page.keyboard.press('c')
  await page.getByText(`已拿起 ${name}`).waitFor()
  await cellOf(page, unit, turn).click()
  await page.keyboard.press('v')
  await proposal(page).getByText('无冲突').waitFor()
  await page.keyboard.press('Enter')
  await cellOf(page, unit, turn).getByText(name).waitFor()
}
