/** Gives the style sheets the palette's colours as custom properties, so that no colour is named twice. */
import {
  focusColour,
  gradeColour,
  ink,
  priorityColour,
  replayColour,
  statusColour,
  surface,
  type Theme,
} from '../map/palette.ts'

export function applyTheme(theme: Theme): void {
  const { style } = document.documentElement
  const set = (group: Record<string, string>, prefix = '') => {
    for (const [name, colour] of Object.entries(group)) style.setProperty(`--${prefix}${name}`, colour)
  }
  set(surface[theme])
  set(priorityColour, 'p')
  set(statusColour, 'unit-')
  set(gradeColour, 'grade-')
  set({ focus: focusColour, ink, replay: replayColour.text, 'replay-ground': replayColour.ground })
  style.setProperty('color-scheme', theme)
}
