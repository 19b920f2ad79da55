/** The table of objects: those longest overdue first, by filter; arrows and Enter choose. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { dayOf, type EnforcementObject } from '#contract/objects.ts'
import { useOrganisationName } from '../tickets/names.ts'
import { useNow } from '../ui/now.ts'
import { useRowHeight } from '../ui/rootSize.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { dueWords } from './due.ts'
import { GradeShape } from './GradeShape.tsx'
import { BLOCK, type Filter, useObjectRows } from './rows.ts'
import { goToObject, useObjects } from './store.ts'

export function ObjectTable({ filter }: { filter: Filter }) {
  const words = useWords()
  const { total, at, failed, rowAt, read, again } = useObjectRows(filter)
  if (failed && total === null) {
    return (
      <p className="empty" role="alert">
        {words.objects.failed}
        <button type="button" className="button" onClick={again}>
          {words.objects.again}
        </button>
      </p>
    )
  }
  const filtered = Object.values(filter).some((each) => each !== undefined)
  return (
    <>
      <p className="object-count low" data-testid="object-count">
        {total === null
          ? words.screen.loading
          : words.objects.count(total.toLocaleString('en'), clockTime(at))}
      </p>
      <Heads />
      {total === 0 && <p className="empty">{filtered ? words.objects.none : words.objects.noneYet}</p>}
      <Rows key={JSON.stringify(filter)} total={total ?? 0} rowAt={rowAt} read={read} />
    </>
  )
}

function Heads() {
  const { objects } = useWords()
  return (
    <div className="object-row object-heads low" aria-hidden="true">
      <span />
      <span>{objects.name}</span>
      <span>{objects.kind}</span>
      <span>{objects.credit}</span>
      <span>{objects.squad}</span>
      <span>{objects.lastInspected}</span>
      <span>{objects.due}</span>
    </div>
  )
}

type RowsProps = {
  readonly total: number
  readonly rowAt: (index: number) => EnforcementObject | undefined
  readonly read: (block: number) => Promise<void>
}

function Rows({ total, rowAt, read }: RowsProps) {
  const { objects } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const [marked, setMarked] = useState(-1)
  const height = useRowHeight(scroller)
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  useEffect(() => {
    for (let block = Math.floor(first / BLOCK); block <= Math.floor(last / BLOCK); block++) void read(block)
  }, [first, last, read])
  const mark = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index))
    setMarked(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const press = (event: KeyboardEvent) => {
    const steps = stepsOf[event.code]
    if (steps !== undefined) mark(marked + steps)
    else if (event.code === 'Home') mark(0)
    else if (event.code === 'End') mark(total - 1)
    else if (event.code === 'Enter') choose(rowAt(marked))
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller}
      className="rows"
      role="listbox"
      tabIndex={0}
      aria-label={objects.title}
      aria-activedescendant={marked >= 0 ? `object-row-${marked}` : undefined}
      data-testid="object-rows"
      onKeyDown={press}
      onFocus={() => marked < 0 && total > 0 && setMarked(0)}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => (
          <div key={index} className="row-place" style={{ height, transform: `translateY(${start}px)` }}>
            <Row index={index} object={rowAt(index)} marked={index === marked} onMark={setMarked} />
          </div>
        ))}
      </div>
    </div>
  )
}

const PAGE = 20
const stepsOf: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }

const choose = (object: EnforcementObject | undefined): void => object && goToObject(object)

type RowProps = {
  readonly index: number
  readonly object: EnforcementObject | undefined
  readonly marked: boolean
  readonly onMark: (index: number) => void
}

function Row({ index, object, marked, onMark }: RowProps) {
  const words = useWords()
  const now = useNow()
  const squadOf = useOrganisationName()
  const selected = useObjects((objects) => object !== undefined && objects.selected === object.id)
  if (!object) return <div className="bones object-bones" />
  const due = dueWords(object, now, words)
  const { lastInspectedAt: last } = object
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard on the list, which keeps the focus
    <div
      id={`object-row-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected || marked}
      className="row object-row"
      data-testid="object-row"
      data-object={object.id}
      title={`${object.name} ${object.address}`}
      onClick={() => {
        onMark(index)
        choose(object)
      }}
    >
      <GradeShape grade={object.grade} />
      <span className="strong clip">{object.name}</span>
      <span className="middle">{words.objects.kinds[object.kind]}</span>
      <span className="middle">{object.credit.toUpperCase()}</span>
      <span className="middle clip">{squadOf(object.organisation)}</span>
      <span className="low">{last === null ? words.objects.never : dayOf(last)}</span>
      <span className={due.late ? 'late' : 'middle'}>{due.text}</span>
    </div>
  )
}
