/** A name and a number of which only so much is left that two can be told apart. */
import type { Complainant } from '#contract/intake.ts'

/** 王小明 → 王**, 13812345678 → *******5678; what is short is masked whole. */
export const masked = ({ name, phone }: Complainant): Complainant => {
  const letters = [...name]
  const digits = [...phone]
  const shown = digits.length > 6 ? 4 : 0
  return {
    name: letters.map((letter, index) => (index === 0 && letters.length > 1 ? letter : '*')).join(''),
    phone: digits.map((digit, index) => (index >= digits.length - shown ? digit : '*')).join(''),
  }
}
