/** The keys and commands of the desk. */
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'
import { showHelp } from './view.ts'

export function HelpSheet() {
  const words = useWords()
  const { keys } = words.desk
  const rows: readonly (readonly [string, string])[] = [
    ['↑ ↓ / J K', keys.move],
    ['Enter', keys.lastPlace],
    ['1 – 9', keys.digit],
    ['Ctrl+Enter', keys.send],
    ['R', keys.reassign],
    ['Shift+↑ ↓', keys.bulk],
    ['Ctrl+K', keys.palette],
    ['Esc', keys.escape],
    ['/', keys.line],
    ['N', keys.create],
    ['G', keys.goCase],
    ['E', words.problems.keys.fuse],
    ['S', words.problems.keys.split],
    ['F1', keys.help],
    ['F2', keys.cases],
    ['F3', keys.units],
    ['F4', keys.candidates],
    ['F6', words.alarms.keys.next],
    ['F8', keys.stale],
    ['Shift+F9', words.intake.arrivals],
    ['U', words.map.keys.filter],
    ['Backspace', words.map.keys.clear],
    ['T', words.map.keys.tails],
    ['Shift+Z', words.lanes.toggle],
    ['P', words.coverage.keys.layer],
    ['P · J K · O', words.coverage.keys.order],
    ['V', words.hotspots.keys.layer],
    ['V · J K · O', words.hotspots.keys.order],
    ['F', words.map.keys.follow],
    ['C', words.map.keys.clusters],
    ['I', words.patrols.keys.layer],
    ['Shift+K', words.patrols.keys.seen],
    ['O', words.objects.keys.toggle],
    ['Shift+O', words.objects.keys.next],
    ['L / X', keys.layers],
    ['+ − 0', keys.zoom],
    ['H', words.proof.key],
    ['Y', words.expo.toggle],
    ['Shift+B', words.review.key],
  ]
  return (
    <Sheet title={words.desk.help} onClose={() => showHelp(false)} testId="help">
      <KeyTable rows={rows} />
      <h3>{words.tools.tools}</h3>
      <KeyTable rows={words.tools.keyRows} />
      <h3>{words.replay.title}</h3>
      <KeyTable rows={words.replay.keyRows} />
      <h3>{keys.commands}</h3>
      <KeyTable
        rows={[
          ...keys.commandForms,
          [words.problems.commandForm, words.problems.commandMeaning],
          ...words.replay.commandForms,
        ]}
      />
    </Sheet>
  )
}

function KeyTable({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <table className="key-table">
      <tbody>
        {rows.map(([key, meaning]) => (
          <tr key={key}>
            <th scope="row">
              <kbd>{key}</kbd>
            </th>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
