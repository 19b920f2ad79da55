/** The states of a ticket, and which command leads from which to which. */

/**
 * GB/T 30428: 信息收集 collecting, 立案 filed, 派遣 dispatched, 处理 handling, 反馈 reported, 结案 closed; beside them 挂账 suspended,
 * 移送 transferred, 作废 cancelled, 退回 returned to the source, and 并案 merged into another.
 */
export const ticketStates = [
  'collecting',
  'filed',
  'dispatched',
  'handling',
  'reported',
  'suspended',
  'transferred',
  'closed',
  'cancelled',
  'returned',
  'merged',
] as const
export type TicketState = (typeof ticketStates)[number]

/** Nothing more is done about these, unless they are reopened. */
export const endedTicketStates: readonly TicketState[] = ['closed', 'cancelled', 'returned']
/** What is fused into another is worked on there. */
const openStates = ticketStates.filter((state) => ![...endedTicketStates, 'merged'].includes(state))

export const ticketCommands = [
  'file',
  'contact',
  'dispatch',
  'return',
  'suspend',
  'resume',
  'extend',
  'decide',
  'transfer',
  'accept',
  'answer',
  'check',
  'reopen',
  'supervise',
  'prioritise',
  'cancel',
  'merge',
  'split',
  'note',
] as const
export type TicketCommand = (typeof ticketCommands)[number]

export type TicketMove = { readonly from: readonly TicketState[]; readonly to: readonly TicketState[] }

/**
 * From which states each command is allowed, and where it leads: with several, what the command says or what is known of
 * the ticket decides; with none, it stays as it is. The server enforces it, the buttons are drawn from it.
 */
export const ticketMoves: Readonly<Record<TicketCommand, TicketMove>> = {
  file: { from: ['collecting'], to: ['filed'] },
  contact: { from: openStates, to: [] },
  dispatch: { from: ['filed', 'dispatched', 'handling'], to: ['dispatched', 'handling'] },
  return: { from: ['collecting', 'filed', 'transferred'], to: ['returned', 'filed'] },
  suspend: { from: ['filed', 'reported'], to: ['suspended'] },
  resume: { from: ['suspended'], to: ['filed', 'reported'] },
  extend: { from: openStates, to: [] },
  decide: { from: openStates, to: [] },
  transfer: { from: ['filed'], to: ['transferred'] },
  accept: { from: ['transferred'], to: ['filed', 'transferred'] },
  answer: { from: ['transferred'], to: ['reported'] },
  check: { from: ['reported'], to: ['closed', 'filed'] },
  reopen: { from: ['closed', 'returned'], to: ['filed'] },
  supervise: { from: openStates, to: [] },
  prioritise: { from: openStates, to: [] },
  cancel: { from: ['collecting', 'filed', 'suspended'], to: ['cancelled'] },
  merge: { from: ['filed'], to: ['merged'] },
  split: { from: ['merged'], to: ['filed'] },
  note: { from: ticketStates, to: [] },
}

export const isAllowed = (command: TicketCommand, state: TicketState): boolean =>
  ticketMoves[command].from.includes(state)

export const isOpen = (ticket: { readonly state: TicketState }): boolean =>
  !endedTicketStates.includes(ticket.state)
