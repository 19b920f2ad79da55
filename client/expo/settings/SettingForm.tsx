/** A list of lines that is saved as a whole: what is lacking or refused stands below it, and what was saved is said. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useMayCommand } from '../../link.ts'
import { useMay } from '../../session.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useSending } from '../../ui/sending.ts'
import { useWords } from '../../ui/words.ts'

/**
 * The lines as they are being changed. `known`: as they stand; while nothing is changed here, what others save is shown at once, and
 * `overtaken` tells that they saved while something was.
 */
export function useLines<T>(known: readonly T[]) {
  const text = JSON.stringify(known)
  const [base, setBase] = useState(text)
  const [lines, setLines] = useState<readonly T[]>(known)
  const untouched = JSON.stringify(lines) === base
  const newest = useRef(known)
  newest.current = known
  useEffect(() => {
    if (text === base || !untouched) return
    setBase(text)
    setLines(newest.current)
  }, [text, base, untouched])
  return {
    lines,
    untouched,
    overtaken: text !== base && !untouched,
    /** What was known when the changes began. */
    seen: JSON.parse(base) as readonly T[],
    put: (index: number, change: Partial<T>) =>
      setLines(lines.map((line, i) => (i === index ? { ...line, ...change } : line))),
    add: (line: T) => setLines([...lines, line]),
    remove: (index: number) => setLines(lines.filter((_, i) => i !== index)),
    /** Takes what was saved for what is known. */
    saved: (after: readonly T[]) => {
      setBase(JSON.stringify(after))
      setLines(after)
    },
  }
}

type Props = {
  readonly lines: { readonly untouched: boolean; readonly overtaken: boolean }
  readonly save: () => Promise<unknown>
  /** What is lacking, in words. */
  readonly lacking: () => string | null
  readonly onAdd: () => void
  readonly testId: string
  readonly note: string
  readonly children: ReactNode
}

export function SettingForm({ lines, save, lacking, onAdd, testId, note, children }: Props) {
  const { settings } = useWords().expo
  const mayConfigure = useMay('expo.configure')
  const linked = useMayCommand()
  const [saved, setSaved] = useState(false)
  const sending = useSending(
    async () => {
      setSaved(false)
      await save()
      setSaved(true)
    },
    () => (lines.overtaken ? settings.overtaken : lacking()),
  )
  return (
    <form className="setting-form" data-testid={`${testId}-form`} onSubmit={sending.submit} noValidate>
      <p className="low">{note}</p>
      <fieldset className="field" disabled={!mayConfigure}>
        {children}
      </fieldset>
      <Problem words={sending.problem} />
      {mayConfigure ? (
        <div className="actions">
          <output className="middle">{saved && lines.untouched && settings.saved}</output>
          <button type="button" className="button" data-testid={`${testId}-add`} onClick={onAdd}>
            {settings.add}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={sending.busy || !linked || lines.untouched}
            data-testid={`${testId}-save`}
          >
            {settings.save}
          </button>
        </div>
      ) : (
        <p className="low">{settings.mayNot}</p>
      )}
    </form>
  )
}

type CellProps = {
  readonly label: string
  readonly value: number
  readonly onNumber: (value: number) => void
  readonly least: number
  readonly most: number
}

/** A whole number in a line. While it is typed it may be out of its bounds: what is lacking says so when it is sent. */
export function NumberCell({ label, value, onNumber, least, most }: CellProps) {
  return (
    <input
      className="input"
      type="number"
      aria-label={label}
      aria-invalid={value < least || value > most}
      min={least}
      max={most}
      value={Number.isNaN(value) ? '' : value}
      onChange={({ target }) => onNumber(target.value === '' ? Number.NaN : Math.round(Number(target.value)))}
    />
  )
}

export function RemoveLine({ line, onRemove }: { line: number; onRemove: () => void }) {
  const { settings } = useWords().expo
  return (
    <button
      type="button"
      className="button quiet"
      aria-label={settings.removeLine(line + 1)}
      onClick={onRemove}
    >
      ✕
    </button>
  )
}

export const within = (value: number, least: number, most: number): boolean => value >= least && value <= most
