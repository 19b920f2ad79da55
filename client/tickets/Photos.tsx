/** The photos of a case as thumbnails; one opens large. */
import { useState } from 'react'
import { useMay } from '../session.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useWords } from '../ui/words.ts'

export function Photos({ hashes }: { hashes: readonly string[] }) {
  const words = useWords()
  const maySee = useMay('photo.see')
  const [open, setOpen] = useState<string | null>(null)
  if (!maySee || hashes.length === 0) return null
  return (
    <ul className="photos" data-testid="photos">
      {hashes.map((hash, index) => (
        <li key={hash}>
          <button type="button" className="photo" onClick={() => setOpen(hash)}>
            <img src={`/api/photos/${hash}`} alt={`${words.desk.photos} ${index + 1}`} loading="lazy" />
          </button>
        </li>
      ))}
      {open && (
        <Sheet title={words.desk.photos} onClose={() => setOpen(null)}>
          <img className="photo-large" src={`/api/photos/${open}`} alt={words.desk.photos} />
          <code className="low photo-hash">SHA-256 {open}</code>
        </Sheet>
      )}
    </ul>
  )
}
