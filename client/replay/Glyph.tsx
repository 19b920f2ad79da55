/** The signs on the time machine's buttons. */

const paths = {
  play: 'M3 1.5v9l7-4.5z',
  pause: 'M2.5 1.5h2.6v9H2.5zM6.9 1.5h2.6v9H6.9z',
  reverse: 'M9 1.5v9L2 6z',
  back: 'M6 1.5v9L1 6zM11 1.5v9L6 6z',
  on: 'M1 1.5v9L6 6zM6 1.5v9l5-4.5z',
  next: 'M2 1.5v9L8 6zM8.6 1.5h1.8v9H8.6z',
  last: 'M10 1.5v9L4 6zM1.6 1.5h1.8v9H1.6z',
} as const

export const Glyph = ({ shape }: { shape: keyof typeof paths }) => (
  <svg className="shape" viewBox="0 0 12 12" width="0.9em" height="0.9em" aria-hidden="true">
    <path d={paths[shape]} fill="currentColor" />
  </svg>
)
