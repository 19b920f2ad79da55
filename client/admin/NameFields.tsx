/** The two names of whoever or whatever is kept here: on maps and lists in Chinese, and in English. */
import { TextField } from '../ui/Field.tsx'
import { useWords } from '../ui/words.ts'

type Names = { readonly name: string; readonly nameEn: string }
type Props = {
  readonly names: Names
  readonly onChange: (change: Partial<Names>) => void
  /** The cursor begins here. */
  readonly first: boolean
}

const MOST = 60

export function NameFields({ names: { name, nameEn }, onChange, first }: Props) {
  const { fields } = useWords().people
  return (
    <>
      <TextField
        label={fields.name}
        value={name}
        most={MOST}
        onText={(text) => onChange({ name: text })}
        first={first}
      />
      <TextField
        label={fields.nameEn}
        value={nameEn}
        most={MOST}
        onText={(text) => onChange({ nameEn: text })}
      />
    </>
  )
}
