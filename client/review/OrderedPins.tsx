/** A playlist's moments in their order, which a hand or Alt and an arrow changes. */
import { type KeyboardEvent, useState } from 'react'
import type { Playlist } from '#contract/review.ts'
import { useMay } from '../session.ts'
import { useWords } from '../ui/words.ts'
import { orderPins } from './commands.ts'
import { moved } from './order.ts'
import { PinText } from './PinList.tsx'
import { pinsOf, useReview } from './store.ts'

export function OrderedPins({ playlist }: { playlist: Playlist }) {
  const words = useWords().review
  const mayEdit = useMay('review.edit')
  const pins = pinsOf(useReview(), playlist)
  const ids = pins.map(({ id }) => id)
  const [dragged, setDragged] = useState<number | null>(null)
  const move = (id: number, to: number) => {
    const next = moved(ids, id, to)
    if (next !== ids) void orderPins(playlist, next)
  }
  const press = (event: KeyboardEvent, id: number, index: number) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || by === undefined || !mayEdit) return
    event.preventDefault()
    move(id, index + by)
  }
  return (
    <>
      {mayEdit && <p className="low review-hint">{words.orderHint}</p>}
      <ol className="pin-list" data-testid="ordered-pins">
        {pins.map((pin, index) => (
          <li
            key={pin.id}
            className="pin-row"
            data-testid={`ordered-${pin.id}`}
            draggable={mayEdit}
            data-dragged={dragged === pin.id}
            onDragStart={() => setDragged(pin.id)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged !== null) move(dragged, index)
              setDragged(null)
            }}
          >
            <b className="pin-index">{index + 1}</b>
            <PinText pin={pin} />
            {mayEdit && (
              // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the buttons inside.
              <div className="pin-deeds" onKeyDown={(event) => press(event, pin.id, index)}>
                <button
                  type="button"
                  className="button quiet"
                  disabled={index === 0}
                  data-testid="pin-up"
                  onClick={() => move(pin.id, index - 1)}
                >
                  {words.up}
                </button>
                <button
                  type="button"
                  className="button quiet"
                  disabled={index === pins.length - 1}
                  onClick={() => move(pin.id, index + 1)}
                >
                  {words.down}
                </button>
                <button
                  type="button"
                  className="button quiet"
                  onClick={() =>
                    void orderPins(
                      playlist,
                      ids.filter((id) => id !== pin.id),
                    )
                  }
                >
                  {words.takeOut}
                </button>
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
