/** One part of the operation's page: a heading with its digit, and what it holds. */
import type { ReactNode } from 'react'
import { type Section, sections } from './keys.ts'

export function Part(props: { section: Section; title: string; aside?: ReactNode; children: ReactNode }) {
  const { section, title, aside, children } = props
  return (
    <section className="expo-part" id={`expo-${section}`} data-testid={`expo-${section}`} aria-label={title}>
      <header className="expo-part-head">
        <h2>
          {title} <kbd>{sections.indexOf(section) + 1}</kbd>
        </h2>
        <span className="middle clip">{aside}</span>
      </header>
      {children}
    </section>
  )
}
