// What the office did, in the verbs of the scenarios: one inspection in every step, its hazards in every step, an extension, self
// inspections, drafts, a claimed and a transferred step, imports, accounts.
const OFFICERS = ['$person:officer1', '$person:officer2'];
const plan = (more = {}) => ({
  enterprise: '$enterprise:安澜化工',
  plan_source: '1',
  plan_at: '$today',
  officers: OFFICERS,
  methods: ['1'],
  content: ['A15', 'A16'],
  ...more,
});
const record = (problems) => ({
  address: '生产车间',
  begin_at: '$now-1h',
  end_at: '$now',
  certificate_shown: true,
  site_person: '李经理',
  site_phone: '13800000000',
  situation: '检查生产车间、原料库。',
  problems,
});
const general = (desc, more = {}) => ({
  check_item: 'A15',
  desc,
  place: '车间',
  category: '1',
  profession: '04',
  basis: '《安全生产法》第三十六条',
  consequence: '05',
  disposal: '2',
  due_date: '$today+25',
  photos: [`$photo:${desc}`],
  ...more,
});
const major = (desc) =>
  general(desc, {
    check_item: 'A09',
    category: '2',
    profession: '14',
    major_basis: 'YX-02',
    consequence: '18',
    disposal: '3',
    due_date: '$today+29',
  });

const approved = (alias, more) => [
  { as: 'officer1', start: 'inspection', case: alias, data: plan(more) },
  { as: 'chief', complete: `${alias}/approve_plan`, opinion: '同意' },
];
const recorded = (alias, problems) => [
  ...approved(alias),
  { as: 'officer1', complete: `${alias}/record`, data: record(problems) },
];
const drafted = (alias, problems) => [
  ...recorded(alias, problems),
  {
    as: 'officer1',
    complete: `${alias}/draft_order`,
    data: { review_body: '灌南县人民政府', court: '灌南县人民法院' },
  },
];
const signed = (alias, problems) => [
  ...drafted(alias, problems),
  { as: 'chief', complete: `${alias}/sign_order`, opinion: '签发' },
];
const rectified = (alias) => ({
  as: 'ent01-safety',
  complete: `${alias}/rectify`,
  data: {
    rect_desc: '已加装漏电保护器并穿管敷设',
    rect_photos: [`$photo:${alias}-after`],
    rect_cost: 0.35,
    rect_done_at: '$today',
    self_accept_by: '安知远',
  },
});
const rechecked = (alias, result) => ({
  as: 'officer1',
  complete: `${alias}/recheck`,
  data: {
    recheck_at: '$now',
    recheck_officers: OFFICERS,
    recheck_result: result,
    recheck_opinion: '现场核实已按要求整改完毕',
  },
});

export const STEPS = [
  // Inspections, each left in another step.
  { as: 'officer1', start: 'inspection', case: 'plan-waiting', data: plan() },
  { as: 'officer1', start: 'inspection', case: 'plan-returned', data: plan({ focus: '消防设施' }) },
  { as: 'chief', complete: 'plan-returned/approve_plan', outcome: 'return', opinion: '请补充检查重点' },
  ...approved('recording'),
  {
    as: 'officer1',
    draft: 'recording/record',
    data: { address: '原料库', situation: '写了一半', problems: [{ desc: '通道堵塞', disposal: '1' }] },
    opinion: '待补充',
  },
  ...recorded('order-drafting', [general('配电箱门缺失无人维护')]),
  { as: 'officer1', transfer: 'order-drafting/draft_order', to: 'officer2', reason: '外出办案' },
  ...recorded('measures', [major('污水池清淤作业未办理审批手续')]),
  ...drafted('order-signing', [general('行车限位器失效未检修')]),
  ...signed('delivering', [general('压力表超期未检定校验')]),
  // One delivered with hazards in every step.
  ...recorded('delivered', [
    general('消防通道堆放杂物当场清理', {
      disposal: '1',
      due_date: undefined,
      profession: '07',
      after_photos: ['$photo:aisle-after'],
    }),
    general('车间配电箱未装漏电保护器'),
    general('东侧安全出口指示灯不亮'),
    general('输送带防护罩缺失传动外露'),
    general('氧气气瓶未固定混放存储'),
    general('车间灭火器压力不足过期'),
    general('楼梯应急照明失效未更换'),
    major('有限空间作业现场无监护人员'),
  ]),
  { as: 'deputy', complete: 'delivered/decide_measures', opinion: '同意采取暂时停产停业措施' },
  {
    as: 'officer1',
    complete: 'delivered/draft_order',
    data: { review_body: '灌南县人民政府', court: '灌南县人民法院' },
  },
  { as: 'chief', complete: 'delivered/sign_order', opinion: '签发' },
  {
    as: 'officer1',
    complete: 'delivered/deliver',
    data: { delivery_way: '1', receiver: '李经理', delivered_at: '$now' },
    children: {
      spot: '当场清理',
      rectifying: '漏电保护器',
      rechecking: '指示灯',
      cosigning: '防护罩',
      closing: '气瓶',
      closed: '灭火器',
      extended: '应急照明',
      governing: '有限空间',
    },
  },
  ...['rechecking', 'cosigning', 'closing', 'closed'].map(rectified),
  rechecked('cosigning', '1'),
  rechecked('closing', '1'),
  { as: 'officer2', complete: 'closing/cosign' },
  rechecked('closed', '1'),
  { as: 'officer2', complete: 'closed/cosign' },
  { as: 'chief', complete: 'closed/close_chief', opinion: '同意' },
  {
    as: 'ent01-safety',
    draft: 'rectifying/rectify',
    data: { rect_desc: '正在采购漏电保护器', rect_photos: ['$photo:half'] },
  },
  {
    as: 'ent01-safety',
    start: 'extension',
    parent: 'extended',
    case: 'extension',
    data: {
      extend_to: '$today+35',
      reason: '2',
      reason_text: '应急照明需从厂家订货，到货周期较长',
      interim_safety: '配置手提照明并专人巡查',
    },
  },
  { as: 'chief', complete: 'extension/approve', opinion: '理由成立，准予延期', data: { granted_to: '$today+33' } },
  {
    as: 'ent01-safety',
    start: 'extension',
    parent: 'rectifying',
    case: 'extension-waiting',
    data: {
      extend_to: '$today+35',
      reason: '2',
      reason_text: '漏电保护器需从厂家订货，到货周期较长',
      interim_safety: '停用配电箱并上锁',
    },
  },
  // Self inspections.
  {
    as: 'ent01-safety',
    start: 'self-inspection',
    case: 'clean',
    data: { inspection_kind: 'day', checked_at: '$today', checked_by: '安知远', content: ['A06', 'A16'] },
  },
  {
    as: 'ent01-safety',
    start: 'self-inspection',
    case: 'week',
    data: {
      inspection_kind: 'week',
      checked_at: '$today',
      checked_by: '安知远',
      content: ['A06', 'A09'],
      problems: [
        {
          check_item: 'A06',
          desc: '二号车间入口警示标志脱落未补',
          place: '二号车间',
          category: '1',
          profession: '10',
          consequence: '99',
          due_date: '$today+3',
          photos: ['$photo:sign'],
        },
        {
          check_item: 'A06',
          desc: '三号车间安全帽配备不足',
          place: '三号车间',
          category: '1',
          profession: '10',
          consequence: '99',
          due_date: '$today+3',
          photos: ['$photo:cap'],
        },
        {
          check_item: 'A06',
          desc: '四号车间操作规程未上墙',
          place: '四号车间',
          category: '1',
          profession: '10',
          consequence: '99',
          due_date: '$today+3',
          photos: ['$photo:rule'],
        },
        {
          check_item: 'A09',
          desc: '污水池未辨识为有限空间，未设置警示标志和台账',
          place: '污水处理站',
          category: '3',
          profession: '14',
          major_basis: 'YX-01',
          consequence: '18',
          due_date: '$today+20',
          photos: ['$photo:pit'],
        },
      ],
    },
    children: {
      evaluating: '三号车间',
      'self-rectifying': '警示标志脱落',
      accepting: '操作规程',
      'self-major': '污水池',
    },
  },
  { as: 'ent01-safety', complete: 'self-rectifying/evaluate' },
  { as: 'ent01-safety', complete: 'accepting/evaluate' },
  {
    as: 'ent01-owner',
    complete: 'accepting/rectify',
    data: {
      rect_desc: '操作规程已重新张贴',
      rect_photos: ['$photo:rule-after'],
      rect_cost: 0.02,
      rect_done_at: '$today',
    },
  },
  { as: 'ent01-safety', complete: 'self-major/evaluate' },
  // Registry, configuration, accounts.
  { as: 'base1', import: 'enterprises.csv', commit: true, expect: { status: 200 } },
  { as: 'base1', import: 'enterprises-with-mistakes.csv' },
  {
    as: 'config',
    request: 'PUT /api/packs/county-hazard/parameters/TP70',
    body: { hash: '', value: 8 },
    expect: { status: 200 },
  },
  {
    as: 'sysadmin',
    request: 'PUT /api/accounts/p-officer5/disabled',
    body: { disabled: true },
    expect: { status: 200 },
  },
];
