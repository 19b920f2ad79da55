/** The button above a list that asks for a new one: for who may, while there is a link to send it over. */
import { useMayCommand } from '../link.ts'

type Props = {
  readonly text: string
  readonly testId: string
  /** Whether the person may add any; else there is no button. */
  readonly may: boolean
  /** Whether what is asked with it is here. */
  readonly ready: boolean
  readonly onAdd: () => void
}

export function AddButton({ text, testId, may, ready, onAdd }: Props) {
  const linked = useMayCommand()
  if (!may) return null
  return (
    <div className="admin-kind-head">
      <button
        type="button"
        className="button"
        disabled={!linked || !ready}
        data-testid={testId}
        onClick={onAdd}
      >
        {text}
      </button>
    </div>
  )
}
