import type { FormCode, FormContext, FormDefinition } from '@anliu/form-model';

export const CONTEXT: FormContext = {
  now: '2026-11-23T10:00:00+08:00',
  today: '2026-11-23',
  param: { TP73: 30 },
  person: { id: 'p1', name: '张执法', certificate: '32072400101' },
};

export const PEOPLE = [
  { id: 'p1', name: '张执法', title: '执法大队 · 执法人员', certificate: '32072400101' },
  { id: 'p2', name: '李检查', title: '执法大队 · 执法人员', certificate: '32072400102' },
];
export const ENTERPRISES = [{ uscc: '91320724MA1X000011', name: '灌南县示例化工有限公司' }];

export const CODES: Record<string, FormCode[]> = {
  'CT-06': [
    { code: '1', name: '一般事故隐患' },
    { code: '2', name: '重大事故隐患' },
  ],
  'CT-08': [{ code: 'GM-01', name: '未对承包单位、承租单位的安全生产工作统一协调、管理，或者未定期进行安全检查的' }],
  disposal: [
    { code: '1', name: '当场整改' },
    { code: '2', name: '限期整改' },
  ],
};

export const DEFINITION: FormDefinition = {
  id: 'form.example',
  version: 1,
  title: '现场检查记录',
  fields: {
    f_enterprise: { name: 'enterprise', type: 'enterprise', title: '检查对象', required: true },
    f_officers: {
      name: 'officers',
      type: 'persons',
      title: '执法人员',
      required: true,
      minItems: 2,
      help: '不得少于两人，第一人为主办',
      locked: { basis: '《行政处罚法》第四十二条' },
    },
    f_begin: { name: 'begin_at', type: 'datetime', title: '检查开始时间', required: true, default: 'now' },
    f_phone: { name: 'phone', type: 'text', title: '联系电话', pattern: '1[3-9]\\d{9}', patternTitle: '11 位手机号码' },
    f_place: { name: 'place', type: 'geo', title: '位置' },
    f_refused: { name: 'refused', type: 'boolean', title: '被检查单位拒绝签字', default: false },
    f_note: { name: 'refused_note', type: 'textarea', title: '拒签情况说明', maxLength: 500 },
    f_fees: {
      name: 'fees',
      type: 'table',
      title: '检测费用',
      columns: {
        f_item: { name: 'work', type: 'text', title: '项目', required: true },
        f_price: { name: 'price', type: 'money', title: '单价', min: 0 },
        f_count: { name: 'count', type: 'integer', title: '数量', min: 1 },
        f_sum: { name: 'sum', type: 'computed', title: '小计', result: 'money' },
      },
    },
    f_total: { name: 'total', type: 'computed', title: '合计', result: 'money' },
    f_problems: {
      name: 'problems',
      type: 'table',
      title: '发现的问题',
      addTitle: '添加问题',
      titleColumn: 'f_desc',
      help: '每个问题单独立为一条隐患',
      columns: {
        f_desc: { name: 'desc', type: 'textarea', title: '隐患描述', required: true, minLength: 4 },
        f_place: { name: 'place', type: 'text', title: '部位', required: true },
        f_basis: {
          name: 'major_basis',
          type: 'code',
          code: 'CT-08',
          title: '重大事故隐患判定依据',
          help: '符合任何一条即为重大事故隐患',
        },
        f_grade: { name: 'grade', type: 'code', code: 'CT-06', title: '隐患等级' },
        f_disposal: {
          name: 'disposal',
          type: 'code',
          code: 'disposal',
          title: '处置方式',
          required: true,
          appearance: 'radio',
        },
        f_due: { name: 'due_date', type: 'date', title: '整改期限' },
        f_photos: { name: 'photos', type: 'photo', title: '现场照片', required: true, minItems: 1, maxItems: 3 },
      },
    },
  },
  layout: [
    {
      section: '检查情况',
      rows: [['f_enterprise'], ['f_officers'], ['f_begin', 'f_phone'], ['f_place'], ['f_refused'], ['f_note']],
    },
    { section: '费用', rows: [['f_fees'], ['f_total']] },
    { section: '发现的问题', rows: [['f_problems']] },
  ],
  rules: [
    { when: 'refused = true', show: ['f_note'], require: ['f_note'] },
    { when: 'row.major_basis != null', set: { 'f_problems.*.f_grade': '"2"' } },
    { when: 'row.major_basis = null', set: { 'f_problems.*.f_grade': '"1"' } },
    { when: 'row.disposal = "2"', show: ['f_problems.*.f_due'], require: ['f_problems.*.f_due'] },
  ],
  compute: {
    'f_fees.*.f_sum': 'row.price * row.count',
    f_total: 'sum(for i in fees return if i.sum = null then 0 else i.sum)',
  },
  checks: [
    {
      assert: 'row.due_date >= today()',
      field: 'f_problems.*.f_due',
      code: 'DATE_PAST',
      message: '整改期限已过，请选择今天以后的日期。',
    },
  ],
  views: { record: { '*': 'edit', 'f_problems.*.f_grade': 'read' }, read: { '*': 'read' } },
};
