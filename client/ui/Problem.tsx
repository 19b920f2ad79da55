/** What is wrong with what was asked, in words: read out as soon as it appears. */
export function Problem({ words }: { words: string | null | undefined }) {
  if (!words) return null
  return (
    <p className="problem" role="alert" data-testid="problem">
      {words}
    </p>
  )
}
