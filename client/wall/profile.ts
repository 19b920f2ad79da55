/** How large a wall's letters are: from the farthest seat and the pixel pitch, or from the screen's width. */

/** Body text is seen under at least 22 minutes of arc, above ISO 9241-3's least of 16. */
const BODY_ARCMIN = 22
/** Without a profile a screen shows this many letters side by side, as on the drawings. */
const LETTERS_ACROSS = 84
const LEAST_PX = 12
const MOST_PX = 96

/**
 * Root size in px. `viewDistanceM`: metres to the farthest seat; `pixelPitchMm`: millimetres between pixels.
 * px = distance · tan(angle) / pitch.
 */
export function rootPx(query: URLSearchParams, widthPx: number): number {
  const distance = Number(query.get('viewDistanceM'))
  const pitch = Number(query.get('pixelPitchMm'))
  const angle = (BODY_ARCMIN / 60) * (Math.PI / 180)
  const px =
    distance > 0 && pitch > 0 ? (distance * 1000 * Math.tan(angle)) / pitch : widthPx / LETTERS_ACROSS
  return Math.min(MOST_PX, Math.max(LEAST_PX, px))
}
