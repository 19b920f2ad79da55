/** Passes (条次) of the last day by mode and shift: of the chosen reach or ring, or of all. */
import { coverageModes, type PassCount } from '#contract/coverage.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useCoverage } from './store.ts'

export function PassTable() {
  const { coverage } = useWords()
  const named = useNamed()
  const { counts, chosen, debts } = useCoverage()
  const zone = debts.find((debt) => debt.zone === chosen)
  const shown = zone ? counts.filter((count) => count.zone === zone.zone) : counts
  const shifts = [
    ...new Map(counts.map((each) => [each.shift, { name: each.shift, nameEn: each.shiftEn }])).values(),
  ]
  const modes = coverageModes.filter((mode) => shown.some((count) => count.mode === mode))
  return (
    <section>
      <h3 className="coverage-title">
        {coverage.passes} <span className="low">{zone ? named(zone) : coverage.everywhere}</span>
      </h3>
      {modes.length === 0 ? (
        <p className="low">{coverage.nonePassed}</p>
      ) : (
        <table className="coverage-passes" data-testid="passes">
          <thead>
            <tr>
              <th scope="col">{coverage.mode}</th>
              {shifts.map((shift) => (
                <th scope="col" key={shift.name}>
                  {named(shift)}
                </th>
              ))}
              <th scope="col">{coverage.sum}</th>
            </tr>
          </thead>
          <tbody>
            {modes.map((mode) => (
              <tr key={mode} data-mode={mode}>
                <th scope="row">{coverage.views[mode]}</th>
                {shifts.map(({ name }) => (
                  <td key={name}>{sum(shown.filter((each) => each.mode === mode && each.shift === name))}</td>
                ))}
                <td>{sum(shown.filter((each) => each.mode === mode))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const sum = (counts: readonly PassCount[]): number => counts.reduce((total, { passes }) => total + passes, 0)
