/** Every colour drawn on the map or on a screen, from the checked tokens; nothing else names a colour. */
import type { UnitStatus } from '#contract/units.ts'

export type Theme = 'dark' | 'light'
export type Priority = 1 | 2 | 3 | 4
/** Red, green, blue, alpha, 0–255, as deck.gl takes them. */
export type Rgba = [number, number, number, number]

/** P1 diamond, P2 triangle, P3 square, P4 circle; each carries its digit in ink. */
export const priorityColour = { 1: '#FE5B42', 2: '#F8AC2C', 3: '#F0F675', 4: '#CCD5DC' } as const

/** Idle ring, en route arrow, on scene square, off cross; SOS is the colour of P1 with a ring. */
export const statusColour = {
  idle: '#CCD5DC',
  enroute: '#6691D6',
  onscene: '#3DC29D',
  off: '#70787F',
  sos: '#FE5B42',
} as const satisfies Record<UnitStatus, string>

/** Sequential heat, from what is as it should be to what most needs someone. */
export const heatColour = ['#2C3640', '#465C6E', '#6E8078', '#B0965A', '#DE9632', '#FFBE5A'] as const

/** A position too old to be believed, and a contact that belongs to no unit. */
export const staleColour = '#70787F'
export const contactColour = '#939DA6'

/** Blue means focus and nothing else; purple means replay and nothing else. */
export const focusColour = '#4DA3FF'
export const replayColour = { text: '#B58BFF', ground: '#2A2340' } as const
export const ink = '#0E1113'

/** Surfaces, lines and text of the screens. */
export const surface = {
  dark: {
    bg0: '#14171A',
    bg1: '#1B1F23',
    bg2: '#24292E',
    bg3: '#2F363C',
    line: '#3A4249',
    edge: '#6B757E',
    high: '#E8ECEF',
    middle: '#B4BDC5',
    low: '#939DA6',
  },
  light: {
    bg0: '#E3E6E8',
    bg1: '#F1F3F4',
    bg2: '#FFFFFF',
    bg3: '#FFFFFF',
    line: '#C9CFD4',
    edge: '#515B64',
    high: '#14181B',
    middle: '#3F4850',
    low: '#515B64',
  },
} as const satisfies Record<Theme, Record<string, string>>

/** The ground map. Land and water differ by at most 1.3:1, so the outline carries the bank; roads stay under 2.2:1. */
export const ground = {
  land: '#1C2024',
  water: '#12171C',
  bank: '#333D46',
  /** The foot of the bank, in the water. */
  bankFoot: '#1B2229',
  quay: '#22272C',
  quayEdge: '#2A3036',
  green: '#1E2523',
  built: '#202429',
  roadMajor: '#4B545D',
  roadMiddle: '#3E464E',
  roadMinor: '#30373D',
  roadCasing: '#14181B',
  rail: '#343B42',
  metroExit: '#838D96',
  boundary: '#3A4249',
  labelPlace: '#B4BDC5',
  labelRoad: '#8A949D',
  labelRiver: '#6F8FA8',
  labelPoi: '#838D96',
  labelPark: '#84958B',
  halo: '#14181B',
} as const

/** `#RRGGBB` as numbers for deck.gl; `alpha` from 0 to 1. */
export function rgba(hex: string, alpha = 1): Rgba {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255, Math.round(alpha * 255)]
}
