/** Our own served Chinese font, as the map wants it: one file a range of characters, fetched when a label needs it. */
import ranges from '@fontsource-variable/noto-sans-sc/unicode.json'
import type { FontFacesSpecification } from 'maplibre-gl'
import '@fontsource-variable/noto-sans-sc/wght.css'

/** The name the map's labels ask for. */
export const MAP_FONT = 'Noto Sans SC'

/** The CSS family of the same font, for screens and for text that deck.gl draws. */
export const FONT_FAMILY = '"Noto Sans SC Variable", sans-serif'

const files = import.meta.glob<string>(
  '../../node_modules/@fontsource-variable/noto-sans-sc/files/*-wght-normal.woff2',
  { query: '?url&no-inline', import: 'default', eager: true },
)

/** MapLibre loads a file once a character of its range is drawn: plain CSS subsets arrive too late for its glyphs. */
export function fontFaces(): FontFacesSpecification {
  const faces = Object.entries(ranges).flatMap(([subset, range]) => {
    const url = fileOf(subset)
    return url ? [{ url: new URL(url, location.href).href, 'unicode-range': range.split(',') }] : []
  })
  return { [MAP_FONT]: faces }
}

/** Resolves once the characters are there to be drawn on a canvas, as deck.gl's text needs them. */
export const fontReady = (characters: string): Promise<unknown> =>
  document.fonts.load(`500 16px ${FONT_FAMILY}`, characters)

function fileOf(subset: string): string | undefined {
  const name = subset.replace(/[[\]]/g, '')
  return files[
    `../../node_modules/@fontsource-variable/noto-sans-sc/files/noto-sans-sc-${name}-wght-normal.woff2`
  ]
}
