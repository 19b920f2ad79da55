/** How much larger than on a desk everything on the map is drawn: walls set a larger type on the root. */

const DESK_TYPE = 14

export const rootScale = (): number =>
  Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / DESK_TYPE)
