/** The photos of a case as thumbnails, each told as before or after it was handled, and with when and how near it was taken; one opens large with all that is known. */
import { useEffect, useState } from 'react'
import { listPhotos, type PhotoRecord } from '#contract/photos.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call } from '../api.ts'
import { metresBetween } from '../map/distance.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { clockTime, dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

type Props = { readonly ticket: Pick<Ticket, 'photos' | 'photosBefore' | 'place'> }

export function Photos({ ticket: { photos: hashes, photosBefore, place } }: Props) {
  const words = useWords()
  const maySee = useMay('photo.see')
  const records = useRecords(maySee ? hashes : [])
  const [open, setOpen] = useState<string | null>(null)
  if (!maySee || hashes.length === 0) return null
  return (
    <ul className="photos" data-testid="photos">
      {hashes.map((hash, index) => (
        <li key={hash}>
          <button type="button" className="photo" onClick={() => setOpen(hash)}>
            <img src={`/api/photos/${hash}`} alt={`${words.desk.photos} ${index + 1}`} loading="lazy" />
          </button>
          <span className="low photo-when">
            {photosBefore.includes(hash) ? words.desk.photoBefore : words.desk.photoAfter}
          </span>
          <Caption record={records.get(hash)} scene={place} />
        </li>
      ))}
      {open && (
        <Sheet title={words.desk.photos} onClose={() => setOpen(null)}>
          <img className="photo-large" src={`/api/photos/${open}`} alt={words.desk.photos} />
          <Evidence record={records.get(open)} scene={place} />
          <code className="low photo-hash">SHA-256 {open}</code>
        </Sheet>
      )}
    </ul>
  )
}

type Shown = { readonly record: PhotoRecord | undefined; readonly scene: Ticket['place'] }

/** `14:32 20 m`: when, and how far from the scene. */
function Caption({ record, scene }: Shown) {
  const { phone } = useWords()
  if (!record) return null
  const time = clockTime(record.takenAt ?? record.addedAt).slice(0, 5)
  const away = record.place ? phone.metres(String(Math.round(metresBetween(record.place, scene)))) : ''
  return (
    <span className="low photo-caption">
      {time} {away}
    </span>
  )
}

function Evidence({ record, scene }: Shown) {
  const { phone } = useWords()
  const nameOf = usePersonName()
  if (!record) return null
  const { takenAt, place, accuracy, addedAt, addedBy } = record
  const where = place && `${place[0].toFixed(6)}, ${place[1].toFixed(6)}`
  const parts = [
    takenAt === null ? null : phone.taken(dateTime(takenAt)),
    where === null ? phone.takenNowhere : null,
    where && accuracy === null ? phone.takenWhere(where) : null,
    where && accuracy !== null ? phone.takenAt(where, String(Math.round(accuracy))) : null,
    place && phone.takenAway(phone.metres(String(Math.round(metresBetween(place, scene))))),
    phone.received(dateTime(addedAt), nameOf(addedBy)),
  ]
  return (
    <p className="middle" data-testid="photo-evidence">
      {parts.filter(Boolean).join(' · ')}
    </p>
  )
}

/** What is known of each photo; the photos themselves are shown without it. */
function useRecords(hashes: readonly string[]): ReadonlyMap<string, PhotoRecord> {
  const [records, setRecords] = useState<ReadonlyMap<string, PhotoRecord>>(new Map())
  const asked = hashes.join(',')
  useEffect(() => {
    if (asked === '') return
    let gone = false
    call(listPhotos, { query: { hashes: asked } }).then(
      (list) => !gone && setRecords(new Map(list.map((each) => [each.hash, each]))),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [asked])
  return records
}
