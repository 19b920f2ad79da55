/** How many objects there are, how many are due, and how often it was inspected too soon. */
import { useEffect, useState } from 'react'
import { type ObjectSummary, summariseObjects } from '#contract/objects.ts'
import { call, Refusal } from '../api.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

const READ_EVERY = 30_000

export function Summary() {
  const { objects } = useWords()
  const summary = useSummary()
  if (!summary) return null
  const says = objects.summary
  const number = (n: number) => n.toLocaleString('en')
  const total = Object.values(summary.kinds)
    .flatMap(({ low, medium, high }) => [low, medium, high])
    .reduce((sum, each) => sum + each, 0)
  return (
    <p className="object-summary middle" data-testid="object-summary">
      <b>{says.total(number(total))}</b>
      <span className={summary.overdue > 0 ? 'late' : undefined}>
        {says.overdue(number(summary.overdue))}
      </span>
      <span>{says.soon(number(summary.soon))}</span>
      <span>{says.inspected(number(summary.inspected))}</span>
      <span>{says.tooSoon(number(summary.tooSoon))}</span>
      <span className="low">{says.asOf(clockTime(summary.at))}</span>
    </p>
  )
}

function useSummary(): ObjectSummary | null {
  const [summary, setSummary] = useState<ObjectSummary | null>(null)
  useEffect(() => {
    let stopped = false
    const read = async () => {
      try {
        const told = await call(summariseObjects)
        if (!stopped) setSummary(told)
      } catch (error) {
        // What is shown carries its time; the bar says that the link is down.
        if (!(error instanceof Refusal)) throw error
      }
    }
    void read()
    const timer = window.setInterval(() => void read(), READ_EVERY)
    return () => {
      stopped = true
      window.clearInterval(timer)
    }
  }, [])
  return summary
}
