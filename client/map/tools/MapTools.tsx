/** The tools on the map: a small bar, the panel of the one in the hand, and the cross that keys put points with. */
import { useEffect } from 'react'
import { QuestionPanel } from '../../questions/QuestionPanel.tsx'
import { LawPanel } from '../../rules/LawPanel.tsx'
import { useAccount } from '../../session.ts'
import { useWords } from '../../ui/words.ts'
import { AroundPanel } from './AroundPanel.tsx'
import { DrawPanel } from './DrawPanel.tsx'
import { keepDrawings } from './drawings.ts'
import { focusMap, toolKeys } from './keys.ts'
import { LassoPanel } from './LassoPanel.tsx'
import { MeasurePanel } from './MeasurePanel.tsx'
import { NextLine } from './NextLine.tsx'
import { leaveTool, type Tool, takeTool, tools, useHand } from './store.ts'
import './tools.css'

const panels: Record<Tool, () => React.ReactNode> = {
  around: AroundPanel,
  measure: MeasurePanel,
  draw: DrawPanel,
  lasso: LassoPanel,
  law: LawPanel,
  past: QuestionPanel,
}

export function MapTools() {
  const person = useAccount()?.username
  useEffect(() => (person ? keepDrawings(person) : undefined), [person])
  useEffect(() => leaveTool, [])
  const tool = useHand((hand) => hand.tool)
  const byKeys = useHand((hand) => hand.byKeys)
  const Panel = tool && panels[tool]
  return (
    <>
      {tool && byKeys && <Cross />}
      <div className="map-tools">
        <ToolBar />
        {Panel && (
          <section className="tool-panel" data-testid={`tool-${tool}`}>
            <NextLine />
            <Panel />
          </section>
        )}
      </div>
    </>
  )
}

function ToolBar() {
  const words = useWords()
  const held = useHand((hand) => hand.tool)
  const press = (tool: Tool) => {
    if (held === tool) leaveTool()
    else takeTool(tool)
    focusMap()
  }
  return (
    <div className="tool-bar" role="toolbar" aria-label={words.tools.tools}>
      {tools.map((tool) => (
        <button
          key={tool}
          type="button"
          className="button"
          aria-pressed={held === tool}
          title={`${words.tools.tips[tool]} (${toolKeys[tool]})`}
          data-testid={`take-${tool}`}
          onClick={() => press(tool)}
        >
          {words.tools.names[tool]} <kbd>{toolKeys[tool]}</kbd>
        </button>
      ))}
    </div>
  )
}

/** Where Enter puts the next point: the middle of the map. */
function Cross() {
  return (
    <svg className="tool-cross" viewBox="0 0 41 41" aria-hidden="true" data-testid="tool-cross">
      <path d="M20.5 0v15M20.5 26v15M0 20.5h15M26 20.5h15" className="rim" />
      <path d="M20.5 0v15M20.5 26v15M0 20.5h15M26 20.5h15" />
      <circle cx="20.5" cy="20.5" r="1.5" />
    </svg>
  )
}
