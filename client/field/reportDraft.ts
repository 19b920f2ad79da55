/** The report being written, kept per assignment across reloads: a dead spot must not cost the text or the photos. */
import { create } from 'zustand'
import type { Disposition } from '#contract/assignments.ts'

export type ReportDraft = {
  readonly disposition: Disposition | null
  readonly text: string
  readonly photos: readonly string[]
  /** Those of `photos` taken before anything was done. */
  readonly before: readonly string[]
}

export const MOST_PHOTOS = 9
/** The draft of a finding, which belongs to no assignment. */
export const FINDING = 0
const empty: ReportDraft = { disposition: null, text: '', photos: [], before: [] }
const KEPT_AS = 'report-drafts'

type Drafts = Readonly<Record<number, ReportDraft>>
const useDrafts = create<Drafts>(() => JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Drafts)

export const useReportDraft = (assignment: number): ReportDraft =>
  useDrafts((drafts) => drafts[assignment] ?? empty)

/** Whether a photo shows it before it was handled. A draft kept by an older page does not say. */
export const isBefore = (draft: ReportDraft, photo: string): boolean => draft.before?.includes(photo) ?? false

export function toggleBefore(assignment: number, photo: string): void {
  const draft = useDrafts.getState()[assignment] ?? empty
  const before = draft.photos.filter((each) => isBefore(draft, each) !== (each === photo))
  changeDraft(assignment, { before })
}

export function changeDraft(assignment: number, changes: Partial<ReportDraft>): void {
  keep({
    ...useDrafts.getState(),
    [assignment]: { ...(useDrafts.getState()[assignment] ?? empty), ...changes },
  })
}

export function addPhotoTo(assignment: number, hash: string): void {
  const { photos } = useDrafts.getState()[assignment] ?? empty
  if (!photos.includes(hash)) changeDraft(assignment, { photos: [...photos, hash] })
}

export function forgetDraft(assignment: number): void {
  const { [assignment]: _done, ...rest } = useDrafts.getState()
  keep(rest)
}

function keep(drafts: Drafts): void {
  useDrafts.setState(drafts, true)
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(drafts))
  } catch {
    // Full: the draft lives on in this page; the outbox warns on screen.
  }
}
