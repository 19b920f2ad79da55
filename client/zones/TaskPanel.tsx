/** The task begun on a zone: its sketch, its fields, old beside new, and saving with a reason. */
import { useState } from 'react'
import { refusalWords } from '../ui/refusalWords.ts'
import { useWords } from '../ui/words.ts'
import { leave, useEditor } from './editor.ts'
import { JoinChoice } from './JoinChoice.tsx'
import { OldAndNew } from './OldAndNew.tsx'
import { SketchTools } from './SketchTools.tsx'
import { type Asked, lackingOf, save } from './saving.ts'
import { TaskFields } from './TaskFields.tsx'

export function TaskPanel() {
  const task = useEditor((editor) => editor.task)
  // Another task begins with empty fields.
  return task && <Form key={`${task.kind} ${'zone' in task ? task.zone.properties.id : ''}`} />
}

function Form() {
  const words = useWords()
  const editor = useEditor()
  const [asked, setAsked] = useState<Asked>(() => beginning(editor.task))
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { task } = editor
  if (!task) return null
  const submit = async () => {
    const lacking = lackingOf(useEditor.getState(), asked, words)
    setProblem(lacking)
    if (lacking) return
    setBusy(true)
    try {
      await save(useEditor.getState(), asked)
    } catch (error) {
      setProblem(refusalWords(error))
      setBusy(false)
    }
  }
  return (
    <aside className="zone-panel" data-testid="zone-task">
      <form
        className="zone-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <h2>
          {task.kind === 'draw'
            ? words.zones.create
            : `${words.zones[task.kind]} · ${task.zone.properties.name}`}
        </h2>
        <SketchTools />
        {task.kind === 'join' && <JoinChoice zone={task.zone} />}
        <TaskFields task={task} asked={asked} onAsked={setAsked} />
        <OldAndNew asked={asked} />
        {problem && (
          <p className="problem" role="alert" data-testid="zone-problem">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={leave}>
            {words.zones.cancel}
          </button>
          <button type="submit" className="button primary" disabled={busy} data-testid="zone-save">
            {words.zones.save}
          </button>
        </div>
      </form>
    </aside>
  )
}

const nothing: Asked = {
  kind: 'drawn',
  name: '',
  nameEn: '',
  owner: null,
  river: 'huangpu',
  bank: 'left',
  from: null,
  reason: '',
}

function beginning(task: ReturnType<typeof useEditor.getState>['task']): Asked {
  if (!task || task.kind === 'draw' || task.kind === 'split') return nothing
  const { kind, name, nameEn, owner } = task.zone.properties
  return { ...nothing, kind, name, nameEn, owner }
}
