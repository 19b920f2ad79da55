/** Asks which scene is to be written into a file, for what, and hands out the file. */
import { useState } from 'react'
import type { SceneExport } from '#contract/exports.ts'
import { shownNow } from '../clock.ts'
import { useBrush } from '../lanes/brush.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { boxOfView, closeExport, useExporting, writeScene } from './asking.ts'
import { type Form, What, Who, Why } from './ExportFields.tsx'
import { Made } from './Made.tsx'
import { readSpan, spelled } from './span.ts'
import './exports.css'

const AROUND_MS = 600_000

export const Exporting = () => (useExporting(({ open }) => open) ? <ExportSheet /> : null)

/** The span that was brushed on the lanes, or some minutes around what is shown. */
function firstForm(): Form {
  const { brushed } = useBrush.getState()
  const now = shownNow()
  const { from, to } = brushed ?? { from: now - AROUND_MS, to: now }
  return {
    format: 'mfjson',
    from: spelled(from),
    to: spelled(to),
    area: 'view',
    unit: null,
    kind: '',
    organisation: '',
    contacts: false,
    tickets: true,
    events: true,
    purpose: 'incident',
    note: '',
  }
}

function ExportSheet() {
  const words = useWords().exports
  const sayRefusal = useRefusalWords()
  const [form, setForm] = useState(firstForm)
  const [made, setMade] = useState<SceneExport | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (changed: Partial<Form>) => setForm((before) => ({ ...before, ...changed }))
  const write = async () => {
    const body = bodyOf(form)
    if (!body) return setProblem(words.invalidSpan)
    if (form.purpose === 'other' && form.note.trim() === '') return setProblem(words.noteNeeded)
    setBusy(true)
    setProblem(null)
    try {
      setMade(await writeScene(body))
    } catch (error) {
      setProblem(sayRefusal(error))
    }
    setBusy(false)
  }
  return (
    <Sheet title={words.title} onClose={closeExport} testId="export-sheet">
      <form
        className="export-form"
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <What form={form} onChange={change} />
        <Who form={form} onChange={change} />
        <Why form={form} onChange={change} />
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="submit" className="button primary" disabled={busy} data-testid="export-write">
            {busy ? words.writing : words.write}
          </button>
        </div>
        {made && <Made made={made} />}
      </form>
    </Sheet>
  )
}

function bodyOf(form: Form) {
  const span = readSpan(form.from, form.to)
  if (!span) return undefined
  const { format, area, unit, kind, organisation, purpose } = form
  const box = area === 'view' ? boxOfView() : undefined
  const note = form.note.trim()
  return {
    format,
    purpose,
    ...(note === '' ? {} : { note }),
    filter: {
      ...span,
      ...(box ? { box } : {}),
      ...(area === 'view' || area === 'all' ? {} : { zone: Number(area) }),
      ...(unit === null ? {} : { units: [unit] }),
      ...(kind === '' ? {} : { kinds: [kind] }),
      ...(organisation === '' ? {} : { organisation: Number(organisation) }),
      contacts: form.contacts,
      tickets: form.tickets,
      events: form.events,
    },
  }
}
