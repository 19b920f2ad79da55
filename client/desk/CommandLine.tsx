/** The command line: says what Enter would do before it does it, keeps the last lines, and shows the desk's answers. */
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { useEstimates } from '../dispatch/estimates.ts'
import { useFacts } from '../facts.ts'
import { useWords } from '../ui/words.ts'
import type { Read } from './grammar.ts'
import { askWays, carryOut, readNow } from './orders.ts'
import { saidNothing, useSaid } from './say.ts'

const KEPT = 20
export const COMMAND_LINE = 'command-line'

export function CommandLine({ notices }: { notices: ReactNode }) {
  const words = useWords()
  const input = useRef<HTMLInputElement>(null)
  const { line, type, recallLine, keep } = useLines()
  // Facts change what a line means: the preview is read anew with them.
  useFacts((facts) => facts.number)
  useEstimates()
  const deferred = useDeferredValue(line)
  const read = readNow(deferred)
  // What a line needs to know is asked once it has been written, not with each fact.
  useEffect(() => askWays(readNow(deferred)), [deferred])
  const enter = async () => {
    const now = readNow(line)
    if (now.kind !== 'order') return
    if (!(await carryOut(now.order, now.sentence))) return
    keep(line)
    input.current?.blur()
  }
  const press = (event: KeyboardEvent) => {
    // Enter that ends a Chinese composition chooses a word; it sends nothing.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') void enter()
    else if (event.key === 'ArrowUp') recallLine(1)
    else if (event.key === 'ArrowDown') recallLine(-1)
    else if (event.key === 'Escape') {
      type('')
      saidNothing()
      input.current?.blur()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <footer className="command-line">
      <label htmlFor={COMMAND_LINE} aria-label={words.desk.line.label}>
        ›
      </label>
      <input
        ref={input}
        id={COMMAND_LINE}
        data-testid="command-line"
        autoComplete="off"
        spellCheck={false}
        placeholder={words.desk.line.hint}
        value={line}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      <Preview read={read} />
      {notices}
    </footer>
  )
}

function Preview({ read }: { read: Read }) {
  const words = useWords()
  const said = useSaid((state) => state.said)
  // A refusal stands before the sentence it refused, until somebody types on.
  if (read.kind === 'empty' || said?.tone === 'refused') {
    return (
      <output className={said?.tone === 'refused' ? 'problem clip' : 'middle clip'} data-testid="said">
        {said?.text}
      </output>
    )
  }
  if (read.kind === 'wrong') {
    return (
      <output className="problem clip" data-testid="command-preview">
        {read.why}
      </output>
    )
  }
  return (
    <output className="middle clip" data-testid="command-preview">
      <kbd>Enter {words.desk.line.run}</kbd> <kbd>Esc {words.screen.cancel}</kbd> {read.sentence}
    </output>
  )
}

/** The line being typed, and the last ones to go back to. */
function useLines() {
  const [line, setLine] = useState('')
  const kept = useRef<string[]>([])
  const back = useRef(0)
  return {
    line,
    type(text: string) {
      saidNothing()
      back.current = 0
      setLine(text)
    },
    recallLine(steps: number) {
      back.current = Math.max(0, Math.min(kept.current.length, back.current + steps))
      setLine(back.current === 0 ? '' : (kept.current[back.current - 1] ?? ''))
    },
    keep(text: string) {
      kept.current = [text, ...kept.current.filter((each) => each !== text)].slice(0, KEPT)
      back.current = 0
      setLine('')
    },
  }
}
