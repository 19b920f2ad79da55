/** A text as a QR code: black on white whatever the theme, with the quiet edge that cameras need. */
import { useMemo } from 'react'
import { encode } from 'uqr'

/** Modules of the quiet edge, see ISO/IEC 18004. */
const EDGE = 4

export function QrCode({ text, says, className }: { text: string; says: string; className?: string }) {
  const { size, path } = useMemo(() => drawn(text), [text])
  return (
    <svg
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={says}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

function drawn(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: EDGE })
  let path = ''
  for (const [y, row] of data.entries()) {
    for (const [x, dark] of row.entries()) if (dark) path += `M${x} ${y}h1v1h-1z`
  }
  return { size, path }
}
