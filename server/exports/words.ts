/** What every file of a scene says of itself, so that a stranger can read and check it. */
import type { SceneHead, Tally } from './scene.ts'

export const iso = (at: number): string => new Date(at).toISOString()

const SHA256_RULE =
  'sha256 = SHA-256 of all bytes of this file with the last 64 hexadecimal digits in it (the hash itself) replaced by 64 zeros. 将文件中最后 64 位十六进制数字（即哈希本身）替换为 64 个 0 后，对全文件计算 SHA-256'
const GAP_RULE =
  'A track is broken where more than three usual report intervals, and 30 s at least, passed without a fix, or where it left the area; nothing is known of the time between. 超过三个上报间隔（至少 30 秒）无定位或离开范围处断开，其间情况不明'
export const DATUM = 'WGS 84, longitude and latitude in degrees to 1e-7; times UTC, exact to 1 ms'

/** The head as plain data, for formats that carry JSON. */
export const headOf = ({ title, demo, madeAt, by, purpose, note, filter, log }: SceneHead) => ({
  title,
  ...(demo ? { demo: '演示数据 demonstration data' } : {}),
  madeBy: by,
  madeAt: iso(madeAt),
  purpose,
  note,
  span: [iso(filter.from), iso(filter.to)],
  filter,
  datum: DATUM,
  log,
  rules: { gap: GAP_RULE, sha256: SHA256_RULE },
})

export const tailOf = ({ counts, newest }: Tally) => ({
  counts,
  dataTime: newest === null ? null : iso(newest),
})
