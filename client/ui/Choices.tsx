/** A few things to choose from, as buttons that stay pressed. */
import { useId } from 'react'

type Props<T extends string | number> = {
  readonly label?: string
  readonly options: readonly (readonly [value: T, text: string])[]
  readonly isChosen: (value: T) => boolean
  readonly onChoose: (value: T) => void
  readonly testId?: string
}

/** One or several, as `isChosen` says. Each button is `testId` and its value to tests. */
export function Choices<T extends string | number>({ label, options, isChosen, onChoose, testId }: Props<T>) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no grid in every browser, and these rows are
    <div className="field" role="group" aria-labelledby={label === undefined ? undefined : id}>
      {label !== undefined && (
        <span id={id} className="label">
          {label}
        </span>
      )}
      <div className="choices">
        {options.map(([value, text]) => (
          <button
            key={value}
            type="button"
            className="button"
            aria-pressed={isChosen(value)}
            data-testid={testId && `${testId}-${value}`}
            onClick={() => onChoose(value)}
          >
            {text}
          </button>
        ))}
      </div>
    </div>
  )
}
