/** Words of the keys that sources sign with, and of secrets that are shown once. */
import type { Translated } from './shape.ts'

export const zh = {
  keys: '已发放的密钥',
  issue: '发放密钥',
  sourcesLead:
    '每个自动来件的来源用自己的密钥签名。密钥只显示一次，系统只保存其摘要；收回后立即失效，已收到的案件不变。',
  sender: '发送方',
  issued: '发放',
  revoked: (when: string) => `${when} 已收回`,
  running: '使用中',
  status: '状态',
  revoke: '收回',
  revokeSure: (name: string) => `收回“${name}”的密钥？它将立即无法再发送，收回后不能恢复。`,
  keyOnce: '密钥只在这里显示一次，请立即交给发送方',
  tokenOnce: '令牌只在这里显示一次，请立即填入设备',
  copy: '复制',
  copied: '已复制',
  stored: '已保存好',
}

export const en: Translated<typeof zh> = {
  keys: 'Keys that were issued',
  issue: 'Issue a key',
  sourcesLead:
    'Each source that sends by itself signs with a key of its own. A key is shown once and kept as a hash only; taken away it is worth nothing at once, and what it sent stays.',
  sender: 'Sender',
  issued: 'Issued',
  revoked: (when) => `taken away ${when}`,
  running: 'in use',
  status: 'State',
  revoke: 'Take away',
  revokeSure: (name) =>
    `Take the key of “${name}” away? It can send nothing from then on, and the key does not come back.`,
  keyOnce: 'The key is shown here once: hand it to the sender now',
  tokenOnce: 'The token is shown here once: enter it in the device now',
  copy: 'Copy',
  copied: 'Copied',
  stored: 'It is stored',
}
