/** The time machine on a page: its time runs, its keys and its address are heard, until the page is left. */
import { useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useIsReplaying } from '../clock.ts'
import { followAddress, keepAddress } from './addressBar.ts'
import { driveReplay } from './drive.ts'

/** Answers whether the past is shown. */
export function useReplayPage(): boolean {
  const [path] = useLocation()
  const search = useSearch()
  useEffect(driveReplay, [])
  useEffect(() => keepAddress('/desk'), [])
  useEffect(() => followAddress(path, search === '' ? '' : `?${search.replace(/^\?/, '')}`), [path, search])
  return useIsReplaying()
}
