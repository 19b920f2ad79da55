/** Words for the values of the contract: states, kinds, sources, dispositions, roles. */
import type { AssignmentState, Disposition } from '#contract/assignments.ts'
import type { Role } from '#contract/roles.ts'
import type { TicketState } from '#contract/ticketMoves.ts'
import type { TicketSource } from '#contract/tickets.ts'
import type { Duty, DutyTag, UnitKind, UnitStatus } from '#contract/units.ts'
import type { Translated } from './shape.ts'

const ticketStates: Record<TicketState, string> = {
  collecting: '待核实',
  filed: '待派',
  dispatched: '已派',
  handling: '处理中',
  reported: '待核查',
  suspended: '挂账',
  transferred: '移送中',
  closed: '已结案',
  cancelled: '已作废',
  returned: '已退回',
  merged: '已并案',
}
const assignmentStates: Record<AssignmentState, string> = {
  dispatched: '待接单',
  accepted: '已接单',
  enroute: '赶赴',
  onscene: '到场',
  reported: '已填报',
  finished: '完成',
  declined: '已拒单',
  recalled: '已撤回',
}
const unitStatuses: Record<UnitStatus, string> = {
  idle: '待命',
  enroute: '赶赴',
  onscene: '到场',
  off: '离线',
  sos: '求助',
}
const unitKinds: Record<UnitKind, string> = {
  foot: '人巡',
  ebike: '电动车',
  car: '车巡',
  boat: '船巡',
  video: '技巡',
}
const duties: Record<Duty, string> = { on: '在岗', break: '休息', off: '下岗' }
const dutyTags: Record<DutyTag, string> = {
  daily: '日常巡查',
  special: '专项',
  expo: '进博增援',
  water: '水域',
  night: '夜间',
  standby: '备勤',
}
const sources: Record<TicketSource, string> = {
  hotline: '12345 热线',
  patrol: '巡查发现',
  video: '视频发现',
  platform: '城运平台',
  petition: '信访',
  partner: '管执联动',
  inspection: '督察',
  open311: 'Open311',
  desk: '席位录入',
  import: '导入',
}
const dispositions: Record<Disposition, string> = {
  persuade: '教育劝阻',
  order: '责令整改',
  no_penalty: '不予处罚',
  file_case: '立案',
  transfer: '移送',
  not_found: '未发现',
}
const roles: Record<Role, string> = {
  dispatcher: '调度员',
  duty: '值班长',
  supervisor: '督察',
  officer: '执法队员',
  admin: '管理员',
  auditor: '审计员',
  wall: '大屏',
  partner: '联动单位',
}

export const zh = {
  ticketStates,
  assignmentStates,
  unitStatuses,
  unitKinds,
  duties,
  dutyTags,
  sources,
  dispositions,
  roles,
}

export const en: Translated<typeof zh> = {
  ticketStates: {
    collecting: 'Collecting',
    filed: 'Waiting',
    dispatched: 'Sent',
    handling: 'Handling',
    reported: 'To check',
    suspended: 'Suspended',
    transferred: 'Transferred',
    closed: 'Closed',
    cancelled: 'Cancelled',
    returned: 'Returned',
    merged: 'Merged',
  },
  assignmentStates: {
    dispatched: 'Sent',
    accepted: 'Accepted',
    enroute: 'En route',
    onscene: 'On scene',
    reported: 'Reported',
    finished: 'Finished',
    declined: 'Declined',
    recalled: 'Recalled',
  },
  unitStatuses: { idle: 'Idle', enroute: 'En route', onscene: 'On scene', off: 'Off', sos: 'SOS' },
  unitKinds: { foot: 'Foot', ebike: 'E-bike', car: 'Car', boat: 'Boat', video: 'Video' },
  duties: { on: 'On duty', break: 'Break', off: 'Off duty' },
  dutyTags: {
    daily: 'Daily',
    special: 'Special',
    expo: 'Expo',
    water: 'Water',
    night: 'Night',
    standby: 'Standby',
  },
  sources: {
    hotline: '12345 hotline',
    patrol: 'Patrol finding',
    video: 'Video finding',
    platform: 'City platform',
    petition: 'Petition',
    partner: 'Partner department',
    inspection: 'Inspection',
    open311: 'Open311',
    desk: 'Entered at the desk',
    import: 'Import',
  },
  dispositions: {
    persuade: 'Persuaded',
    order: 'Ordered to correct',
    no_penalty: 'No penalty',
    file_case: 'Case filed',
    transfer: 'Transferred',
    not_found: 'Nothing found',
  },
  roles: {
    dispatcher: 'Dispatcher',
    duty: 'Duty officer',
    supervisor: 'Supervisor',
    officer: 'Officer',
    admin: 'Administrator',
    auditor: 'Auditor',
    wall: 'Wall',
    partner: 'Partner',
  },
}
