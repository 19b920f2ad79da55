/** A text field with a list of what could be meant; by mouse or by arrow keys and Enter. */
import { type KeyboardEvent, useId, useState } from 'react'
import './combobox.css'

type Option = { readonly key: string; readonly text: string; readonly detail?: string }

type Props<T extends Option> = {
  readonly id: string
  readonly text: string
  readonly onText: (text: string) => void
  /** What could be meant by the text, best first. */
  readonly options: readonly T[]
  readonly onChoose: (option: T) => void
  readonly placeholder: string
  readonly invalid?: boolean
}

export function Combobox<T extends Option>({
  id,
  text,
  onText,
  options,
  onChoose,
  placeholder,
  invalid,
}: Props<T>) {
  const list = useId()
  const [open, setOpen] = useState(false)
  const [marked, setMarked] = useState(0)
  const choose = (option: T | undefined) => {
    if (!option) return
    onChoose(option)
    setOpen(false)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !open || options.length === 0) return
    if (event.key === 'ArrowDown') setMarked((marked + 1) % options.length)
    else if (event.key === 'ArrowUp') setMarked((marked + options.length - 1) % options.length)
    else if (event.key === 'Enter') choose(options[marked])
    else if (event.key === 'Escape') setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="combobox">
      <input
        id={id}
        className="input"
        role="combobox"
        aria-expanded={open && options.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-invalid={invalid}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          onText(event.target.value)
          setMarked(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      {open && options.length > 0 && (
        <div id={list} ref={intoSight} role="listbox" className="options">
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard on the field, which keeps the focus
            <div
              key={option.key}
              role="option"
              tabIndex={-1}
              aria-selected={index === marked}
              // Before the field loses the focus and the list goes.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <span className="clip">{option.text}</span>
              {option.detail && <span className="low clip">{option.detail}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** What could be meant is seen whole, however near the end of a pane the field stands. */
function intoSight(list: HTMLElement | null): void {
  list?.scrollIntoView({ block: 'nearest' })
}
