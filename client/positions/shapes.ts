/** The shapes of everything that moves, in one picture for the GPU. */

/** `contact` is a hull on its heading; `drifter` one that never told a heading. */
export const markerShapes = ['idle', 'enroute', 'onscene', 'off', 'sos', 'contact', 'drifter'] as const
export type MarkerShape = (typeof markerShapes)[number]

/** Which shapes turn with the heading; a square on its corner would read as a diamond. */
export const turns = markerShapes.map((shape) => shape !== 'onscene' && shape !== 'off')

/** A row of the picture each: as it is, struck out and hollow when stale, a dashed outline when lost. */
const looks = ['live', 'stale', 'lost'] as const
type Look = (typeof looks)[number]

/** Pixels of the picture a shape takes; drawn at about a fifth of it. */
export const CELL = 96

/** Where each shape lies in the first row of the picture, by its number; the shader goes down the rows with age. */
export const markerMapping = Object.fromEntries(
  markerShapes.map((_, i) => [i, { x: i * CELL, y: 0, width: CELL, height: CELL }]),
)

let picture: HTMLCanvasElement | undefined

/**
 * The picture's channels say what a pixel is for: red the body, blue the tick of the heading, black the rim around the
 * body. The colours come from the shader.
 */
export function markerPicture(): HTMLCanvasElement {
  if (picture) return picture
  picture = document.createElement('canvas')
  picture.width = CELL * markerShapes.length
  picture.height = CELL * looks.length
  const pen = picture.getContext('2d')
  if (!pen) throw new Error('This browser gives no canvas to draw the markers on')
  for (const [row, look] of looks.entries()) {
    for (const [i, shape] of markerShapes.entries()) {
      pen.setTransform(1, 0, 0, 1, (i + 0.5) * CELL, (row + 0.5) * CELL)
      drawings[look](pen, shape)
    }
  }
  return picture
}

const RIM = 9
const HOLLOW = 9

const drawings: Record<Look, (pen: CanvasRenderingContext2D, shape: MarkerShape) => void> = {
  live(pen, shape) {
    const outline = outlines[shape]()
    const width = widths[shape]
    pen.lineJoin = 'round'
    // A ring is clicked in its middle too, and stands out from what is written under it.
    if (shape === 'idle') fill(pen, outline, 'rgb(0 0 0 / 40%)')
    stroke(pen, outline, '#000', (width ?? 0) + RIM)
    if (!width) fill(pen, outline, '#000')
    if (shape === 'sos') stroke(pen, circle(40), '#000', 14)
    pen.globalCompositeOperation = 'lighter'
    if (width) stroke(pen, outline, '#f00', width)
    else fill(pen, outline, '#f00')
    if (shape === 'sos') stroke(pen, circle(40), '#f00', 6)
    pen.globalCompositeOperation = 'source-over'
    if (shape === 'idle') fill(pen, polygon([-12, -33, 0, -47, 12, -33]), '#00f')
  },
  stale(pen, shape) {
    const lines = [outlines[shape](), strike(shape), ...(shape === 'sos' ? [circle(40)] : [])]
    if (shape !== 'off') fill(pen, outlines[shape](), 'rgb(0 0 0 / 40%)')
    for (const line of lines) stroke(pen, line, '#000', HOLLOW + RIM)
    // Not added up: where two lines cross is no brighter.
    for (const line of lines) stroke(pen, line, '#f00', HOLLOW)
  },
  lost(pen, shape) {
    pen.setLineDash([13, 9])
    stroke(pen, outlines[shape](), '#f00', 7)
    pen.setLineDash([])
  },
}

const polygon = (corners: readonly number[]): Path2D => {
  const path = new Path2D()
  for (let i = 0; i < corners.length; i += 2) path.lineTo(corners[i] as number, corners[i + 1] as number)
  path.closePath()
  return path
}
const circle = (radius: number): Path2D => {
  const path = new Path2D()
  path.arc(0, 0, radius, 0, 2 * Math.PI)
  return path
}
const cross = (): Path2D => {
  const path = new Path2D()
  path.moveTo(-20, -20)
  path.lineTo(20, 20)
  path.moveTo(20, -20)
  path.lineTo(-20, 20)
  return path
}

/** Through the whole shape and a little beyond; level where the shape itself is a cross. */
function strike(shape: MarkerShape): Path2D {
  const path = new Path2D()
  const [x, y] = shape === 'off' ? [36, 0] : [27, -27]
  path.moveTo(-x, -y)
  path.lineTo(x, y)
  return path
}

/** Shapes drawn as a line have its width here; the others are filled. */
const widths: Partial<Record<MarkerShape, number>> = { idle: 10, off: 9 }
const outlines: Record<MarkerShape, () => Path2D> = {
  idle: () => circle(24),
  enroute: () => polygon([0, -38, 27, 33, 0, 19, -27, 33]),
  onscene: () => polygon([-25, -25, 25, -25, 25, 25, -25, 25]),
  off: cross,
  sos: () => polygon([0, -24, 24, 0, 0, 24, -24, 0]),
  contact: () => polygon([0, -36, 14, -10, 14, 30, -14, 30, -14, -10]),
  drifter: () => polygon([0, -18, 18, 0, 0, 18, -18, 0]),
}

function fill(pen: CanvasRenderingContext2D, path: Path2D, style: string): void {
  pen.fillStyle = style
  pen.fill(path)
}
function stroke(pen: CanvasRenderingContext2D, path: Path2D, style: string, width: number): void {
  pen.strokeStyle = style
  pen.lineWidth = width
  pen.stroke(path)
}
