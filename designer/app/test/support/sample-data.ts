import fs from 'node:fs';
import { parse } from 'yaml';
import type {
  CaseDetail,
  CaseHeader,
  ClockView,
  EnterpriseDetail,
  SessionInfo,
  TaskDetail,
  TaskSummary,
} from '@anliu/contract';
import type { FormDefinition } from '@anliu/form-model';

/** Records the screens are looked at with: one county office, one officer, some inspections and hazards. */
const TEMPLATE = new URL('../../../../templates/county-hazard/', import.meta.url);
export const formOf = (name: string): FormDefinition =>
  parse(fs.readFileSync(new URL(`forms/${name}.form.yaml`, TEMPLATE), 'utf8')) as FormDefinition;
export const processOf = (name: string): string => fs.readFileSync(new URL(`processes/${name}.bpmn`, TEMPLATE), 'utf8');

export const NOW = '2026-11-23T10:30:00+08:00';

const brigade = {
  id: 'org-brigade',
  name: '灌南县应急管理局综合行政执法大队',
  kind: 'brigade' as const,
  region: '320724',
};
const site = { id: 'p-1:site', post: 'post-site', title: '执法人员', organization: brigade };
const chief = { id: 'p-1:chief', post: 'post-chief', title: '大队长', organization: brigade };

export const session: SessionInfo = {
  person: { id: 'p-1', name: '陈立', login: 'chenli', certificate: '10070524001', title: '执法大队 · 执法人员' },
  acting: site,
  posts: [site, chief],
  regionPath: [
    { code: '320000', name: '江苏省', level: 'province' },
    { code: '320700', name: '连云港市', level: 'city' },
    { code: '320724', name: '灌南县', level: 'county' },
  ],
  permissions: [
    'notices.read',
    'tasks.work',
    'cases.read',
    'cases.start',
    'enterprises.read',
    'enterprises.import',
    'packs.read',
    'packs.edit',
    'packs.publish',
  ],
  places: ['workbench', 'cases', 'enterprises', 'configuration'],
  csrf: 'token-1',
  mustChangePassword: false,
  mustEnrolSecondFactor: false,
  secondFactor: false,
  now: NOW,
};

export const enterprises: EnterpriseDetail[] = [
  { uscc: '91320724MA1TESTA01', name: '灌南县海陵化工有限公司（示例）' },
  { uscc: '91320724MA1TESTB02', name: '江苏灌河新材料科技股份有限公司堆沟港第二精细化工分公司（示例）' },
  { uscc: '91320724MA1TESTC03', name: '灌南县硕项湖木业有限公司（示例）' },
].map((base, index) => ({
  ...base,
  region: '320724',
  regionName: ['新安镇', '堆沟港镇', '百禄镇'][index]!,
  sector: '危险化学品生产',
  scale: '小型',
  address: '灌南县化学工业园区经三路 18 号',
  principal: '王建国',
  principalPhone: '138****0001',
  status: '正常',
  version: 1,
  legalRepresentative: '王建国',
  safetyHead: '李敏',
  safetyHeadPhone: '139****0002',
  staffTotal: 86,
  updatedAt: '2026-11-20T09:00:00+08:00',
}));

function clock(remaining: number, more: Partial<ClockView> = {}): ClockView {
  return {
    id: 'rectification',
    name: '整改期限',
    unit: 'CD',
    state: 'running',
    startedAt: '2026-11-10T09:00:00+08:00',
    due:
      remaining < 0
        ? '2026-11-19T23:59:59+08:00'
        : remaining === 0
          ? '2026-11-23T23:59:59+08:00'
          : '2026-11-26T23:59:59+08:00',
    total: 16,
    used: 13,
    excluded: 0,
    remaining,
    remainingWorkingDays: remaining,
    overdue: remaining < 0,
    provisional: false,
    stops: [],
    parameter: 'TP73',
    legalBasis: '《安全生产违法行为行政处罚办法》；责令限期整改一般不超过三十日',
    ...more,
  };
}

const DESCRIPTIONS = [
  '反应釜紧急切断阀失效，未在规定期限内更换',
  '甲类仓库可燃气体报警器未接入',
  '配电室绝缘垫老化破损、缺少警示标识，应急照明不亮，且配电柜前堆放大量可燃包装物，占用操作通道',
  '特种作业人员证件过期',
  '叉车未定期检验',
  '安全出口被货物堵塞',
];

export function header(index: number, more: Partial<CaseHeader> = {}): CaseHeader {
  const enterprise = enterprises[index % enterprises.length]!;
  return {
    id: `case-${index}`,
    no: `3207242026112300${String(index).padStart(2, '0')}`,
    kind: index === 0 ? 'inspection' : 'hazard',
    kindTitle: index === 0 ? '执法检查' : '隐患整改',
    title:
      index === 0 ? `${enterprise.name}执法检查` : `${enterprise.name}：${DESCRIPTIONS[index % DESCRIPTIONS.length]}`,
    state: index === 0 ? '检查中' : ['整改中', '已反馈待复查', '延期审批中'][index % 3]!,
    closed: false,
    enterprise: { uscc: enterprise.uscc, name: enterprise.name },
    region: '320724',
    organization: brigade,
    ...(index === 0 ? {} : { grade: index === 1 ? ('major' as const) : ('general' as const) }),
    createdAt: '2026-11-10T09:00:00+08:00',
    duty: {
      name: index === 0 ? '现场检查记录' : '整改复查',
      state: 'running',
      since: '2026-11-22T16:20:00+08:00',
      holder: ['陈立', '周海', '孙强'].slice(0, (index % 3) + 1).map((name, at) => ({ id: `p-${at}`, name })),
      unit: brigade,
      overdue: false,
    },
    ...more,
  };
}

const REMAINING = [3, -2, 0, 1, 5, 8];

export function summaries(): TaskSummary[] {
  return REMAINING.map((remaining, index) => ({
    id: `task-${index}`,
    name: index === 0 ? '现场检查记录' : ['整改复查', '隐患评估', '延期审批'][index % 3]!,
    step: 'record',
    case: header(index),
    claimable: false,
    sender: { id: 'p-2', name: '周海' },
    createdAt: '2026-11-22T16:20:00+08:00',
    clock:
      index === 4
        ? clock(5, { state: 'stopped', stops: [{ from: '2026-11-18T09:00:00+08:00', reason: '检验中' }] })
        : clock(remaining),
    unread: index === 3,
  })).sort((a, b) => a.clock.remainingWorkingDays - b.clock.remainingWorkingDays);
}

export function taskDetail(summary: TaskSummary): TaskDetail {
  return {
    ...summary,
    progress: { index: 3, total: 7 },
    guide: '逐项记录现场情况；每个问题单独立为一条隐患。',
    legalBasis: '《安全生产法》第六十五条',
    form: { key: 'form:form.inspection#record', definition: formOf('inspection'), view: 'record' },
    data: {
      enterprise: summary.case.enterprise,
      plan_source: '01',
      plan_at: '2026-11-23',
      officers: [
        { id: 'p-1', name: '陈立', certificate: '10070524001' },
        { id: 'p-2', name: '周海', certificate: '10070524002' },
      ],
    },
    caseVersion: 4,
    outcomes: [
      { key: 'return', label: '退回补充', primary: false, danger: true, opinion: 'required' },
      { key: 'submit', label: '提交检查记录', primary: true, danger: false, opinion: 'optional' },
    ],
    actionable: true,
    commands: ['unclaim', 'transfer'],
    parameters: { TP73: { id: 'TP73', title: '责令限期整改', value: 30, unit: 'CD', legalBasis: '执法实务' } },
  };
}

export function caseDetail(head: CaseHeader): CaseDetail {
  return {
    ...head,
    clock: clock(3),
    version: 4,
    form: { key: 'form:form.inspection#record', definition: formOf('inspection'), view: 'read' },
    data: { enterprise: head.enterprise, plan_at: '2026-11-23', focus: '重点检查反应工序联锁与可燃气体报警' },
    timeline: [
      {
        at: '2026-11-10T09:00:00+08:00',
        kind: 'start',
        title: '发起执法检查',
        by: { id: 'p-1', name: '陈立', title: '执法大队 · 执法人员' },
      },
      {
        at: '2026-11-11T15:30:00+08:00',
        duration: 23_400_000,
        kind: 'step',
        title: '检查方案审批',
        by: { id: 'p-3', name: '孙强', title: '执法大队 · 大队长' },
        outcomeLabel: '同意',
        opinion: '同意按方案检查，注意查清联锁投用情况。',
      },
      {
        at: '2026-11-11T15:31:00+08:00',
        kind: 'document',
        title: '现场检查方案已生成',
        detail: '（灌）应急检方〔2026〕12号',
      },
    ],
    documents: [
      {
        id: 'doc-1',
        document: 'DOC-22',
        title: '责令限期整改指令书',
        number: '（灌）应急责改〔2026〕7号',
        state: 'issued',
        issuedAt: '2026-11-12T10:00:00+08:00',
        issuedBy: { id: 'p-1', name: '陈立' },
        pdf: '/api/documents/doc-1/pdf',
      },
    ],
    clocks: [
      clock(3, {
        unit: 'WD',
        excluded: 2,
        used: 7,
        total: 12,
        stops: [{ from: '2026-11-16T09:00:00+08:00', to: '2026-11-18T09:00:00+08:00', reason: '委托检验' }],
      }),
    ],
    open: [
      {
        taskId: 'task-0',
        step: 'record',
        name: '现场检查记录',
        since: '2026-11-22T16:20:00+08:00',
        people: [session.person],
        mine: true,
      },
    ],
    children: [
      header(1, { clock: clock(-2) }),
      header(2, { clock: clock(0) }),
      header(3, { closed: true, state: '已销号' }),
    ],
    files: [],
    startable: [
      { key: 'extension', title: '申请延期', description: '整改期限届满十日前提出' },
      { key: 'listing', title: '挂牌督办', reason: '只有重大事故隐患可以挂牌督办' },
    ],
    processDefinitionId: 'inspection:1',
    packVersion: '1.0.0',
  };
}

/** A step whose form is short, so that a test can fill it. */
export function shortTask(caseVersion: number, address: string, id = 'task-0'): TaskDetail {
  const detail = taskDetail(summaries().find((task) => task.id === id)!);
  const definition = {
    ...detail.form.definition,
    rules: [],
    checks: [],
    compute: {},
    views: { short: { f_address: 'required', f_situation: 'edit' } as const },
  };
  return {
    ...detail,
    caseVersion,
    data: { address, situation: '现场整洁' },
    form: { ...detail.form, view: 'short', definition },
  };
}
