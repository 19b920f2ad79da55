/** Asking for a scene's file: whether the sheet is open, and what was asked for, written and refused. */
import { create } from 'zustand'
import { exportScene, type SceneExport, type SceneFilter } from '#contract/exports.ts'
import { may } from '#contract/roles.ts'
import type { Answered, Sent } from '../api.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { useScene } from '../scene.ts'
import { useSession } from '../session.ts'

export const useExporting = create<{ readonly open: boolean }>(() => ({ open: false }))

export function openExport(): void {
  const session = useSession.getState()
  if (session.state === 'signed-in' && may(session.session.account.role, 'scene.export'))
    useExporting.setState({ open: true })
}

export const closeExport = (): void => useExporting.setState({ open: false })

export type Asked = NonNullable<Sent<typeof exportScene>['body']>

export async function writeScene(body: Asked): Promise<Answered<typeof exportScene>> {
  needLink()
  return call(exportScene, { body })
}

export const addressOf = ({ id }: SceneExport): string => `/api/exports/${id}/file`

/** What the map shows, as far as it is drawn north up; undefined without a map. */
export function boxOfView(): SceneFilter['box'] {
  const bounds = useScene.getState().stage?.map.getBounds()
  if (!bounds) return undefined
  const clamp = (degrees: number, most: number) => Math.max(-most, Math.min(most, degrees))
  return {
    west: clamp(bounds.getWest(), 180),
    south: clamp(bounds.getSouth(), 90),
    east: clamp(bounds.getEast(), 180),
    north: clamp(bounds.getNorth(), 90),
  }
}
