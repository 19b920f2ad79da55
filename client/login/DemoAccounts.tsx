/** The accounts of a demo server: choosing one fills in the form. */
import { type Role, roles } from '#contract/roles.ts'
import { useWords } from '../ui/words.ts'

export function DemoAccounts({ onChoose }: { onChoose: (username: Role) => void }) {
  const words = useWords()
  return (
    <aside className="demo-accounts" data-testid="demo-accounts">
      <p className="low">{words.screen.login.demoAccounts}</p>
      <ul className="choices">
        {roles.map((role) => (
          <li key={role}>
            <button type="button" className="button" onClick={() => onChoose(role)}>
              {words.roles[role]} <span className="low">{role}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
