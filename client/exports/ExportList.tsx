/** The files that were made, who made them and why; and a check of one that somebody shows. */
import { useEffect, useState } from 'react'
import { type ExportCheck, KEPT_DAYS, listExports, type SceneExport } from '#contract/exports.ts'
import { call, request } from '../api.ts'
import { usePersonName } from '../ui/personName.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { addressOf } from './asking.ts'
import './exports.css'

export function ExportList() {
  const words = useWords().exports
  const sayRefusal = useRefusalWords()
  const [list, setList] = useState<readonly SceneExport[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let gone = false
    call(listExports).then(
      (read) => !gone && setList(read),
      (refused) => !gone && setError(refused),
    )
    return () => {
      gone = true
    }
  }, [])
  return (
    <main className="export-list">
      <CheckFile />
      <h2>{words.list}</h2>
      <p className="low">{words.kept(KEPT_DAYS)}</p>
      {error !== null && <p className="problem">{words.notRead + sayRefusal(error)}</p>}
      {!list && error === null && <p className="empty">{words.loading}</p>}
      {list?.length === 0 && <p className="empty">{words.none}</p>}
      <ol data-testid="exports">
        {list?.map((made) => (
          <MadeRow key={made.id} made={made} />
        ))}
      </ol>
    </main>
  )
}

function MadeRow({ made }: { made: SceneExport }) {
  const words = useWords().exports
  const nameOf = usePersonName()
  return (
    <li className="export-row">
      <p>
        <time>{dateTime(made.at)}</time> {nameOf(made.by)} · {words.purposes[made.purpose]}{' '}
        {made.note && <span className="middle">{made.note}</span>}
      </p>
      <p>
        <a className="button" href={addressOf(made)} download={made.name}>
          {words.download} {made.name}
        </a>{' '}
        {words.counts(made.counts)}
      </p>
      <p className="low">
        {words.hash} <code>{made.sha256}</code>
      </p>
    </li>
  )
}

type Checking =
  | { readonly state: 'none' | 'running' }
  | { readonly state: 'done'; readonly name: string; readonly check: ExportCheck }
  | { readonly state: 'failed'; readonly error: unknown }

function CheckFile() {
  const words = useWords().exports
  const sayRefusal = useRefusalWords()
  const [checking, setChecking] = useState<Checking>({ state: 'none' })
  const check = async (file: File) => {
    setChecking({ state: 'running' })
    try {
      const answer = await request('/api/exports/check', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      })
      setChecking({ state: 'done', name: file.name, check: answer as ExportCheck })
    } catch (error) {
      setChecking({ state: 'failed', error })
    }
  }
  return (
    <section className="export-check">
      <h2>{words.check}</h2>
      <p className="middle">{words.checkLead}</p>
      <input
        type="file"
        aria-label={words.check}
        data-testid="check-file"
        onChange={({ target }) => target.files?.[0] && void check(target.files[0])}
      />
      <div role="status" data-testid="check-verdict" data-state={checking.state}>
        {checking.state === 'running' && words.checking}
        {checking.state === 'failed' && <p className="problem">{sayRefusal(checking.error)}</p>}
        {checking.state === 'done' && <Verdict name={checking.name} check={checking.check} />}
      </div>
    </section>
  )
}

function Verdict({ name, check }: { name: string; check: ExportCheck }) {
  const words = useWords().exports
  const nameOf = usePersonName()
  const { sha256, format, intact, logged, tracks } = check
  if (!sha256 || !format) return <p className="problem">{words.noScene}</p>
  return (
    <>
      <p className={intact ? undefined : 'problem'}>
        {name}：{intact ? words.intact : words.altered}
      </p>
      <p className={logged ? undefined : 'problem'}>
        {logged ? words.logged(logged.number, nameOf(logged.by), dateTime(logged.at)) : words.unlogged}
      </p>
      <ul>
        {tracks?.map((track) => (
          <li key={track.name}>{words.track(track.name, track.fixes, track.gaps.length)}</li>
        ))}
      </ul>
    </>
  )
}
