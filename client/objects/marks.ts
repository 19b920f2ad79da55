/** The marks of objects as the map draws them: told apart by form and lightness. */
import type { Grade } from '#contract/objects.ts'
import { gradeColour, ground } from '../map/palette.ts'

/** Pixels of the picture; drawn for screens of twice the density. */
const SIZE = 32
export const MARK_DENSITY = 2

/** Medium: a hollow square, high: a triangle on its tip. Low is a plain dot, of which there are too many for pictures. */
export function markOf(grade: Exclude<Grade, 'low'>): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser draws no pictures')
  const shape = new Path2D(paths[grade])
  pen.lineJoin = 'round'
  // A rim of the ground keeps neighbours apart.
  pen.strokeStyle = ground.halo
  pen.lineWidth = grade === 'medium' ? 9 : 4
  pen.stroke(shape)
  if (grade === 'medium') {
    pen.strokeStyle = gradeColour.medium
    pen.lineWidth = 4.5
    pen.stroke(shape)
  } else {
    pen.fillStyle = gradeColour.high
    pen.fill(shape)
  }
  return pen.getImageData(0, 0, SIZE, SIZE)
}

/** In a square of 32. */
export const paths = { medium: 'M9 9H23V23H9Z', high: 'M4 6H28L16 28Z' } as const
