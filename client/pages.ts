/** The console's pages: address, name, who may open it, and its code, fetched when it is first opened. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { may, type Role, roles } from '#contract/roles.ts'
import type { Words } from './ui/words/chinese.ts'

export type Page = {
  readonly path: `/${string}`
  readonly name: (words: Words) => string
  readonly roles: readonly Role[]
  /** Listed in the bar's menu and the palette. */
  readonly listed: boolean
  /** It shows the past too: `?at=`. */
  readonly showsPast?: true
  readonly component: LazyExoticComponent<ComponentType>
}

const desk: readonly Role[] = ['dispatcher', 'duty', 'supervisor', 'admin', 'auditor']

/** One for two addresses: going into the past and back leaves the desk standing. */
const DeskPage = lazy(() => import('./desk/DeskPage.tsx').then((module) => ({ default: module.DeskPage })))

export const pages: readonly Page[] = [
  {
    path: '/desk',
    name: (words) => words.pages.desk,
    roles: desk,
    listed: true,
    component: DeskPage,
  },
  {
    path: '/replay',
    name: (words) => words.replay.title,
    roles: roles.filter((role) => may(role, 'replay.see')),
    listed: true,
    component: DeskPage,
  },
  {
    path: '/rules',
    name: (words) => words.pages.rules,
    roles: ['duty', 'supervisor', 'admin', 'auditor'],
    listed: true,
    showsPast: true,
    component: lazy(() => import('./rules/RulesPage.tsx').then((module) => ({ default: module.RulesPage }))),
  },
  {
    path: '/calibration',
    name: (words) => words.pages.calibration,
    roles: desk,
    listed: true,
    component: lazy(() =>
      import('./calibration/CalibrationPage.tsx').then((module) => ({ default: module.CalibrationPage })),
    ),
  },
  {
    path: '/objects',
    name: (words) => words.pages.objects,
    roles: desk,
    listed: true,
    component: lazy(() =>
      import('./objects/ObjectsPage.tsx').then((module) => ({ default: module.ObjectsPage })),
    ),
  },
  {
    path: '/audit',
    name: (words) => words.pages.audit,
    roles: roles.filter((role) => may(role, 'log.verify')),
    listed: true,
    component: lazy(() => import('./audit/AuditPage.tsx').then((module) => ({ default: module.AuditPage }))),
  },
  {
    path: '/admin',
    name: (words) => words.admin.title,
    roles: roles.filter((role) => may(role, 'setting.see')),
    listed: true,
    component: lazy(() => import('./admin/AdminPage.tsx').then((module) => ({ default: module.AdminPage }))),
  },
  {
    path: '/zones',
    name: (words) => words.pages.zones,
    roles: desk,
    listed: true,
    component: lazy(() => import('./zones/ZonesPage.tsx').then((module) => ({ default: module.ZonesPage }))),
  },
  {
    path: '/patrols',
    name: (words) => words.patrols.title,
    roles: desk,
    listed: true,
    showsPast: true,
    component: lazy(() =>
      import('./patrols/PatrolsPage.tsx').then((module) => ({ default: module.PatrolsPage })),
    ),
  },
  {
    path: '/expo',
    name: (words) => words.pages.expo,
    roles: desk,
    listed: true,
    component: lazy(() => import('./expo/ExpoPage.tsx').then((module) => ({ default: module.ExpoPage }))),
  },
  {
    path: '/review',
    name: (words) => words.review.title,
    roles: roles.filter((role) => may(role, 'review.see')),
    listed: true,
    component: lazy(() =>
      import('./review/ReviewPage.tsx').then((module) => ({ default: module.ReviewPage })),
    ),
  },
  {
    path: '/wall',
    name: (words) => words.pages.wall,
    roles: ['wall', ...desk],
    listed: true,
    component: lazy(() => import('./wall/WallPage.tsx').then((module) => ({ default: module.WallPage }))),
  },
  {
    path: '/field',
    name: (words) => words.pages.field,
    roles: ['officer'],
    listed: false,
    component: lazy(() => import('./field/FieldPage.tsx').then((module) => ({ default: module.FieldPage }))),
  },
  {
    path: '/partner',
    name: (words) => words.pages.partner,
    roles: ['partner'],
    listed: false,
    component: lazy(() =>
      import('./joint/PartnerPage.tsx').then((module) => ({ default: module.PartnerPage })),
    ),
  },
]

/** The screen a person of this role starts from: the first page that is theirs. */
export const homeOf = (role: Role): string => {
  if (role === 'wall') return '/wall'
  return pages.find((page) => page.roles.includes(role))?.path ?? '/login'
}

export const isPage = (path: string): boolean => pages.some((page) => page.path === path)

/** The page at an address of this console (its search included), where this role may open it. */
export function pageAt(address: string, role: Role): Page | undefined {
  const path = address.split('?')[0]
  return pages.find((page) => page.path === path && page.roles.includes(role))
}

export const pagesOf = (role: Role): readonly Page[] =>
  pages.filter((page) => page.listed && page.roles.includes(role))
