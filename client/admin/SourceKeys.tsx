/** The keys of feeds: issued, shown once, and taken away. */
import { useState } from 'react'
import {
  type FeedSource,
  feedSources,
  issueSourceKey,
  listSourceKeys,
  revokeSourceKey,
  type SourceKey,
} from '#contract/sources.ts'
import { call } from '../api.ts'
import { needLink, useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { SelectField, TextField } from '../ui/Field.tsx'
import { FormSheet } from '../ui/FormSheet.tsx'
import { Problem } from '../ui/Problem.tsx'
import { usePersonName } from '../ui/personName.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useSending } from '../ui/sending.ts'
import { shortDate } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { Once } from './Once.tsx'
import { useReading } from './reading.ts'

const read = () => call(listSourceKeys)

type Asked = { readonly what: 'issue' } | { readonly what: 'revoke'; readonly source: SourceKey }

export function SourceKeys() {
  const { admin } = useWords()
  const sayRefusal = useRefusalWords()
  const mayManage = useMay('source.manage')
  const linked = useMayCommand()
  const { list, refusal, again } = useReading(read)
  const [asked, setAsked] = useState<Asked | null>(null)
  const done = () => {
    setAsked(null)
    again()
  }
  return (
    <section className="admin-kind" data-testid="source-keys">
      <header className="admin-kind-head">
        <h2>{admin.keys}</h2>
        {mayManage && (
          <button
            type="button"
            className="button"
            disabled={!linked}
            data-testid="issue-key"
            onClick={() => setAsked({ what: 'issue' })}
          >
            {admin.issue}
          </button>
        )}
      </header>
      <p className="middle">{admin.sourcesLead}</p>
      <Problem words={refusal && admin.failed + sayRefusal(refusal)} />
      {list?.length === 0 && <p className="empty">{admin.none}</p>}
      {list && list.length > 0 && (
        <KeyTable
          list={list}
          onRevoke={mayManage ? (source) => setAsked({ what: 'revoke', source }) : undefined}
        />
      )}
      {asked?.what === 'issue' && <IssueSheet onDone={done} onClose={() => setAsked(null)} />}
      {asked?.what === 'revoke' && (
        <RevokeSheet source={asked.source} onDone={done} onClose={() => setAsked(null)} />
      )}
    </section>
  )
}

type TableProps = {
  readonly list: readonly SourceKey[]
  readonly onRevoke: ((source: SourceKey) => void) | undefined
}

function KeyTable({ list, onRevoke }: TableProps) {
  const { admin } = useWords()
  const named = useNamed()
  const personName = usePersonName()
  const linked = useMayCommand()
  return (
    <table className="admin-table">
      <thead>
        <tr>
          <th scope="col">{admin.source}</th>
          <th scope="col">{admin.sender}</th>
          <th scope="col">{admin.issued}</th>
          <th scope="col">{admin.status}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {list.toReversed().map((each) => (
          <tr key={each.id} data-testid="source-key" data-source={each.source}>
            <td>{admin.feeds[each.source]}</td>
            <th scope="row">{named(each)}</th>
            <td className="low">{admin.changedBy(personName(each.issuedBy), shortDate(each.issuedAt))}</td>
            <td className={each.revokedAt === null ? '' : 'low'}>
              {each.revokedAt === null ? admin.running : admin.revoked(shortDate(each.revokedAt))}
            </td>
            <td className="admin-deeds">
              {onRevoke && each.revokedAt === null && (
                <button
                  type="button"
                  className="button"
                  disabled={!linked}
                  aria-label={`${admin.revoke} ${named(each)}`}
                  onClick={() => onRevoke(each)}
                >
                  {admin.revoke}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type SheetProps = { readonly onDone: () => void; readonly onClose: () => void }

function IssueSheet({ onDone, onClose }: SheetProps) {
  const { admin } = useWords()
  const [source, setSource] = useState<FeedSource>('hotline')
  const [name, setName] = useState('')
  const [nameEn, setNameEn] = useState('')
  const [key, setKey] = useState<string | null>(null)
  const sending = useSending(
    async () => {
      needLink()
      const body = { source, name: name.trim(), nameEn: nameEn.trim() }
      setKey((await call(issueSourceKey, { body })).key)
    },
    () => (name.trim() === '' || nameEn.trim() === '' ? admin.needName : null),
  )
  if (key !== null) return <Once title={name} lead={admin.keyOnce} secret={key} onStored={onDone} />
  return (
    <FormSheet title={admin.issue} sending={sending} onClose={onClose} confirm={admin.issue} testId="issue">
      <SelectField
        label={admin.source}
        value={source}
        options={feedSources.map((each) => [each, admin.feeds[each]])}
        onSelect={setSource}
      />
      <TextField label={admin.name} value={name} most={60} onText={setName} first />
      <TextField label={admin.nameEn} value={nameEn} most={60} onText={setNameEn} />
    </FormSheet>
  )
}

function RevokeSheet({ source, onDone, onClose }: SheetProps & { readonly source: SourceKey }) {
  const { admin } = useWords()
  const named = useNamed()
  const sending = useSending(async () => {
    needLink()
    await call(revokeSourceKey, { params: { id: source.id } })
    onDone()
  })
  return (
    <FormSheet
      title={admin.revoke}
      sending={sending}
      onClose={onClose}
      confirm={admin.revoke}
      testId="revoke"
    >
      <p>{admin.revokeSure(named(source))}</p>
    </FormSheet>
  )
}
