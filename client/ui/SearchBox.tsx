/** The field in which what a list shall show is typed; `label` is read out and stands in it while it is empty. */

type Props = {
  readonly label: string
  /** Left out where another keeps what it understood instead of what was typed. */
  readonly value?: string
  readonly onText: (text: string) => void
  readonly most?: number
  readonly testId?: string
}

export function SearchBox({ label, value, onText, most, testId }: Props) {
  return (
    <input
      className="input"
      type="search"
      placeholder={label}
      aria-label={label}
      maxLength={most}
      data-testid={testId}
      value={value}
      onChange={({ target }) => onText(target.value)}
    />
  )
}
