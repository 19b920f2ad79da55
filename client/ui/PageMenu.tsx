/** The pages of the console that this person may open. */
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { pagesOf } from '../pages.ts'
import { useAccount } from '../session.ts'
import { usePageAddress } from './PageMoment.tsx'
import { useWords } from './words.ts'

export function PageMenu() {
  const words = useWords()
  const role = useAccount()?.role
  const [path] = useLocation()
  const addressOf = usePageAddress()
  const menu = useRef<HTMLDetailsElement>(null)
  useEffect(() => closeFromOutside(menu), [])
  const close = () => menu.current?.removeAttribute('open')
  if (!role) return null
  return (
    <details
      ref={menu}
      className="page-menu"
      onKeyDown={(event) => {
        if (event.code !== 'Escape' || !menu.current?.open) return
        event.stopPropagation()
        close()
        menu.current.querySelector('summary')?.focus()
      }}
    >
      <summary className="button quiet" data-testid="page-menu">
        {words.pages.menu}
      </summary>
      <nav className="page-menu-list" aria-label={words.pages.menu}>
        {pagesOf(role).map((page) => (
          <Link
            key={page.path}
            href={addressOf(page)}
            className="row"
            aria-current={page.path === path ? 'page' : undefined}
            onClick={close}
          >
            {page.name(words)}
          </Link>
        ))}
      </nav>
    </details>
  )
}

/** A press elsewhere closes the menu. Answers how to stop. */
function closeFromOutside(menu: { readonly current: HTMLDetailsElement | null }): () => void {
  const hear = ({ target }: PointerEvent) => {
    if (target instanceof Node && !menu.current?.contains(target)) menu.current?.removeAttribute('open')
  }
  window.addEventListener('pointerdown', hear)
  return () => window.removeEventListener('pointerdown', hear)
}
