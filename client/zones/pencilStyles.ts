/** How a sketch looks: quiet tones, and the blue of focus for what is chosen or in the hand. */
import { focusColour, ink, surface } from '../map/palette.ts'

const { dark } = surface
const ring = {
  fillColor: focusColour,
  fillOpacity: 0.12,
  outlineColor: focusColour,
  outlineOpacity: 1,
  outlineWidth: 2,
} as const
const line = { lineStringColor: focusColour, lineStringWidth: 3 } as const
const corner = {
  coordinatePointColor: dark.high,
  coordinatePointWidth: 5,
  coordinatePointOutlineColor: ink,
} as const
const closing = {
  closingPointColor: dark.high,
  closingPointWidth: 6,
  closingPointOutlineColor: ink,
  closingPointOutlineWidth: 2,
} as const

export const pencilStyles = () => ({
  polygon: { ...ring, ...corner, ...closing },
  circle: ring,
  line: { ...line, ...closing },
  select: {
    selectedPolygonColor: focusColour,
    selectedPolygonFillOpacity: 0.12,
    selectedPolygonOutlineColor: focusColour,
    selectedPolygonOutlineWidth: 2,
    selectedLineStringColor: focusColour,
    selectedLineStringWidth: 3,
    selectionPointColor: dark.high,
    selectionPointWidth: 5,
    selectionPointOutlineColor: ink,
    selectionPointOutlineWidth: 1.5,
    midPointColor: dark.low,
    midPointWidth: 3.5,
    midPointOutlineColor: ink,
    midPointOutlineWidth: 1,
  } as const,
  old: {
    polygonFillColor: dark.low,
    polygonFillOpacity: 0.05,
    polygonOutlineColor: dark.low,
    polygonOutlineWidth: 2,
  } as const,
  chosen: {
    polygonFillColor: focusColour,
    polygonFillOpacity: 0.08,
    polygonOutlineColor: focusColour,
    polygonOutlineWidth: 2,
  } as const,
  hand: {
    pointColor: focusColour,
    pointWidth: 7,
    pointOutlineColor: dark.high,
    pointOutlineWidth: 2,
    lineStringColor: focusColour,
    lineStringWidth: 2,
  } as const,
})
