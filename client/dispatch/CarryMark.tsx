/** What is being dragged, beside the pointer, and whether it can be dropped here. */
import { useFacts } from '../facts.ts'
import { useWords } from '../ui/words.ts'
import { type Carried, useCarry } from './carry.ts'
import './carry.css'

export function CarryMark() {
  const words = useWords()
  const { carry } = useCarry()
  const { tickets, units } = useFacts()
  if (!carry) return null
  const nameOf = ({ kind, id }: Carried) =>
    (kind === 'unit' ? units.get(id)?.code : tickets.get(id)?.code) ?? `#${id}`
  const [carried, over] = [nameOf(carry.carried), carry.over && nameOf(carry.over)]
  return (
    <div
      className={over ? 'carry-mark ready' : 'carry-mark'}
      style={{ transform: `translate(${carry.x + 14}px, ${carry.y + 10}px)` }}
      data-testid="carry"
    >
      {over ? `${carried} → ${over}` : words.bulk.carry(carried)}
    </div>
  )
}
