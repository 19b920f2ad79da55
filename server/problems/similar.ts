/** Likely duplicates with their reasons in words. Nothing is fused by itself: a person decides. */
import type { Words } from '#contract/endpoint.ts'
import type { Kinship, Similar } from '#contract/problems.ts'
import type { Db } from '../db.ts'
import { type Asked, type SimilarRow, similarTickets } from './similarQueries.ts'

export async function similar(db: Db, asked: Asked, limit: number): Promise<Similar[]> {
  return (await similarTickets(db, asked, limit)).map(told)
}

function told({ like, score, metres, minutes, kinship, likeness, ...ticket }: SimilarRow): Similar {
  const found = { like, score, metres, minutes, kinship, likeness }
  return { ticket, ...found, reason: reasonOf(found) }
}

/** E.g. “同类别，相距 18 m，42 分钟前，文字相似 0.41”. */
export function reasonOf({
  metres,
  minutes,
  kinship,
  likeness,
}: Pick<Similar, 'metres' | 'minutes' | 'kinship' | 'likeness'>): Words {
  const apart = Math.round(metres)
  const same = likeness.toFixed(2)
  const gap = gapOf(minutes)
  return {
    zh: `${kin[kinship].zh}，相距 ${apart} m，${gap.zh}，文字相似 ${same}`,
    en: `${kin[kinship].en}, ${apart} m apart, ${gap.en}, words alike ${same}`,
  }
}

const kin: Record<Kinship, Words> = {
  same: { zh: '同类别', en: 'same category' },
  confusable: { zh: '易混类别', en: 'category often confused' },
  class: { zh: '同大类', en: 'same class' },
  other: { zh: '类别不同', en: 'other category' },
}

function gapOf(minutes: number): Words {
  if (minutes === 0) return { zh: '同时', en: 'at the same time' }
  const size = sizeOf(Math.abs(minutes))
  return minutes > 0
    ? { zh: `${size.zh}前`, en: `${size.en} before` }
    : { zh: `${size.zh}后`, en: `${size.en} later` }
}

function sizeOf(minutes: number): Words {
  if (minutes < 120) return { zh: `${minutes} 分钟`, en: `${minutes} min` }
  const hours = Math.round(minutes / 60)
  if (hours < 48) return { zh: `${hours} 小时`, en: `${hours} h` }
  const days = Math.round(hours / 24)
  return { zh: `${days} 天`, en: `${days} days` }
}
