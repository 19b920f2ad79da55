/** Who may do what: one table, used by the routes, the sockets and the buttons alike. */

export const roles = ['dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor', 'wall'] as const
export type Role = (typeof roles)[number]

const allowed = {
  'board.see': ['dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor', 'wall'],
  'positions.see': ['dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'wall'],
  'track.see': ['duty', 'supervisor', 'admin'],
  'events.see': ['dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor', 'wall'],
  'log.verify': ['supervisor', 'admin', 'auditor'],
  'ticket.open': ['dispatcher', 'duty', 'supervisor', 'officer'],
  'ticket.import': ['duty', 'admin'],
  'ticket.file': ['dispatcher', 'duty'],
  'ticket.contact': ['dispatcher', 'duty'],
  'ticket.dispatch': ['dispatcher', 'duty'],
  'ticket.return': ['dispatcher', 'duty'],
  'ticket.suspend': ['dispatcher', 'duty'],
  'ticket.resume': ['dispatcher', 'duty'],
  'ticket.extend': ['dispatcher', 'duty'],
  'ticket.decide': ['duty', 'supervisor'],
  'ticket.transfer': ['dispatcher', 'duty'],
  'ticket.accept': ['dispatcher', 'duty'],
  'ticket.answer': ['dispatcher', 'duty'],
  'ticket.reopen': ['duty', 'supervisor'],
  'ticket.supervise': ['supervisor'],
  'ticket.prioritise': ['dispatcher', 'duty'],
  'ticket.cancel': ['dispatcher', 'duty'],
  'ticket.note': ['dispatcher', 'duty', 'supervisor', 'officer'],
  'ticket.merge': ['dispatcher', 'duty'],
  'ticket.split': ['dispatcher', 'duty'],
  'problem.see': ['dispatcher', 'duty', 'supervisor', 'admin', 'auditor'],
  'ticket.check': ['duty', 'supervisor'],
  'calibration.see': ['dispatcher', 'duty', 'supervisor', 'admin', 'auditor'],
  'assignment.recall': ['dispatcher', 'duty'],
  'assignment.work': ['officer'],
  'assignment.step': ['officer', 'dispatcher', 'duty'],
  'ticket.hold': ['dispatcher', 'duty'],
  'hold.take_over': ['duty'],
  'alarm.answer': ['dispatcher', 'duty'],
  'unit.duty': ['dispatcher', 'duty', 'officer'],
  'unit.sos': ['officer'],
  'sos.clear': ['dispatcher', 'duty'],
  'photo.add': ['dispatcher', 'duty', 'supervisor', 'officer'],
  'photo.see': ['dispatcher', 'duty', 'supervisor', 'officer', 'auditor'],
  'device.manage': ['admin'],
  'account.manage': ['admin'],
  'zone.edit': ['duty', 'admin'],
  'device.see': ['duty', 'admin', 'auditor'],
  'source.manage': ['admin'],
  'arrival.see': ['dispatcher', 'duty', 'supervisor', 'admin', 'auditor'],
  'arrival.settle': ['dispatcher', 'duty'],
  'coverage.see': ['dispatcher', 'duty', 'supervisor', 'admin', 'auditor', 'wall'],
  'coverage.mark': ['dispatcher', 'duty'],
  'coverage.manage': ['admin'],
  'patrol.see': ['dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor', 'wall'],
  'roster.see': ['dispatcher', 'duty', 'supervisor', 'admin', 'auditor'],
  'plan.manage': ['duty', 'admin'],
  'roster.manage': ['duty'],
  'round.order': ['dispatcher', 'duty'],
  'round.walk': ['officer', 'dispatcher', 'duty'],
  'round.appeal': ['officer'],
  'appeal.decide': ['duty', 'supervisor'],
  'leave.ask': ['officer', 'duty'],
  'leave.decide': ['duty'],
  'complainant.see': ['dispatcher', 'duty', 'supervisor'],
  'petitioner.see': ['duty', 'supervisor'],
  'law.ask': ['dispatcher', 'duty', 'supervisor', 'officer', 'admin', 'auditor'],
  'rule.see': ['duty', 'supervisor', 'admin', 'auditor'],
  'rule.state': ['duty', 'admin'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof allowed

export const may = (role: Role, action: Action): boolean =>
  (allowed[action] as readonly Role[]).includes(role)

/** An officer sees the facts of the own unit; everyone else with `events.see` sees the whole log. */
export const seesWholeLog = (role: Role): boolean => role !== 'officer'
