/** The tickets' shapes on the map, in one picture: diamond, triangle, square, circle, each with its digit in ink. */
import { FONT_FAMILY } from '../map/font.ts'
import { ink, type Priority, priorityColour } from '../map/palette.ts'

const priorities: readonly Priority[] = [1, 2, 3, 4]
const CELL = 96

/** Where each priority lies in the picture. */
export const ticketMapping = Object.fromEntries(
  priorities.map((priority, i) => [priority, { x: i * CELL, y: 0, width: CELL, height: CELL }]),
)

let picture: HTMLCanvasElement | undefined

export function ticketPicture(): HTMLCanvasElement {
  if (picture) return picture
  picture = document.createElement('canvas')
  picture.width = CELL * priorities.length
  picture.height = CELL
  const pen = picture.getContext('2d')
  if (!pen) throw new Error('This browser gives no canvas to draw the tickets on')
  for (const [i, priority] of priorities.entries()) {
    pen.setTransform(1, 0, 0, 1, i * CELL + CELL / 2, CELL / 2)
    draw(pen, priority)
  }
  return picture
}

function draw(pen: CanvasRenderingContext2D, priority: Priority): void {
  const shape = shapes[priority]()
  pen.lineJoin = 'round'
  // The rim sets it off from markers of its own colour.
  pen.lineWidth = 8
  pen.strokeStyle = ink
  pen.stroke(shape)
  pen.fillStyle = priorityColour[priority]
  pen.fill(shape)
  pen.fillStyle = ink
  pen.font = `700 ${priority === 2 ? 40 : 44}px ${FONT_FAMILY}`
  pen.textAlign = 'center'
  pen.textBaseline = 'alphabetic'
  pen.fillText(String(priority), 0, priority === 2 ? 27 : 16)
}

const shapes: Record<Priority, () => Path2D> = {
  1: () => new Path2D('M0-43 43 0 0 43-43 0Z'),
  2: () => new Path2D('M0-41 43 37H-43Z'),
  3: () => new Path2D('M-33-33H33V33H-33Z'),
  4: () => {
    const path = new Path2D()
    path.arc(0, 0, 34, 0, 2 * Math.PI)
    return path
  },
}
