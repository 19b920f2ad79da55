/** A modal sheet on the browser's own dialog: focus stays inside, Esc closes, focus returns. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from './words.ts'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly testId?: string
}

export function Sheet({ title, onClose, children, testId }: Props) {
  const words = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // The browser gives the focus to the first button there is, which closes the sheet.
    shown?.querySelector<HTMLElement>('[data-focus-first]')?.focus()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // The browser closes it without asking where nobody has touched the page since the last Esc.
      onClose={onClose}
    >
      <header className="sheet-head">
        <h2>{title}</h2>
        <button type="button" className="button quiet" onClick={onClose}>
          {words.screen.close}
        </button>
      </header>
      <div className="sheet-body">{children}</div>
    </dialog>
  )
}
