import type { FormContext, FormDefinition, FormDeps } from '../src/index.js';

/** An inspection record like the ones county offices use, small enough to read. */
export const inspection: FormDefinition = {
  id: 'form.record',
  version: 3,
  title: '现场检查记录',
  fields: {
    f_enterprise: { name: 'enterprise', type: 'enterprise', title: '检查对象', required: true },
    f_officers: { name: 'officers', type: 'persons', title: '执法人员', required: true, minItems: 2, maxItems: 4 },
    f_phone: { name: 'phone', type: 'text', title: '联系电话', pattern: '1[3-9]\\d{9}', patternTitle: '11 位手机号码' },
    f_refused: { name: 'refused', type: 'boolean', title: '拒绝签字', default: false },
    f_note: { name: 'refused_note', type: 'textarea', title: '拒签说明', maxLength: 50 },
    f_visited: { name: 'visited_at', type: 'date', title: '检查日期', default: 'today' },
    f_items: {
      name: 'items',
      type: 'table',
      title: '发现的问题',
      maxRows: 5,
      columns: {
        f_desc: { name: 'desc', type: 'textarea', title: '隐患描述', required: true, minLength: 4 },
        f_basis: { name: 'major_basis', type: 'code', title: '判定依据', code: 'CT-08' },
        f_grade: { name: 'grade', type: 'code', title: '等级', code: 'CT-06' },
        f_disposal: { name: 'disposal', type: 'code', title: '处置方式', code: 'disposal', required: true },
        f_due: { name: 'due_date', type: 'date', title: '整改期限' },
        f_price: { name: 'price', type: 'money', title: '估算费用', min: 0 },
        f_count: { name: 'count', type: 'integer', title: '数量', min: 1, max: 99 },
        f_sum: { name: 'sum', type: 'computed', title: '小计', result: 'money' },
        f_secret: { name: 'secret', type: 'text', title: '内部备注' },
        f_result: {
          name: 'result',
          type: 'code',
          title: '复查结果',
          options: [
            { code: 'ok', name: '合格' },
            { code: 'bad', name: '不合格' },
          ],
        },
      },
    },
    f_total: { name: 'total', type: 'computed', title: '合计', result: 'money' },
    f_opinion: { name: 'opinion', type: 'textarea', title: '审核意见', maxLength: 20 },
    f_number: { name: 'number', type: 'document-number', title: '文号' },
  },
  layout: [
    {
      section: '基本情况',
      rows: [['f_enterprise'], ['f_officers', 'f_phone'], ['f_visited', 'f_refused'], ['f_note']],
    },
    { section: '问题', rows: [['f_items'], ['f_total', 'f_number'], ['f_opinion']] },
  ],
  rules: [
    { when: 'refused = true', show: ['f_note'], require: ['f_note'] },
    { when: 'row.major_basis != null', set: { 'f_items.*.f_grade': '"2"' }, basis: '判定标准' },
    { when: 'row.disposal != "1"', show: ['f_items.*.f_due'], require: ['f_items.*.f_due'] },
    { when: 'row.disposal = "1"', readonly: ['f_items.*.f_price'] },
  ],
  compute: {
    'f_items.*.f_sum': 'row.price * row.count',
    f_total: 'sum(for i in items return if i.sum = null then 0 else i.sum)',
  },
  checks: [
    {
      assert: 'count(distinct values(for o in officers return o.id)) >= 2',
      field: 'f_officers',
      code: 'SAME_OFFICER',
      message: '两名执法人员是同一人，请另选一人。',
    },
    {
      assert: 'row.due_date >= today()',
      field: 'f_items.*.f_due',
      code: 'DATE_PAST',
      message: '整改期限已过，请选择今天以后的日期。',
    },
    {
      assert: 'row.due_date <= today() + duration("P" + string(param.TP73) + "D")',
      field: 'f_items.*.f_due',
      code: 'DATE_TOO_FAR',
      message: '整改期限不得超过 {param.TP73} 日。',
    },
  ],
  views: {
    record: { '*': 'edit', f_opinion: 'hidden', 'f_items.*.f_secret': 'hidden', 'f_items.*.f_result': 'hidden' },
    review: { '*': 'read', f_opinion: 'required', 'f_items.*.f_price': 'hidden' },
    recheck: {
      f_enterprise: 'read',
      f_items: 'read',
      'f_items.*.f_secret': 'hidden',
      'f_items.*.f_result': 'required',
    },
    read: { '*': 'read' },
  },
};

const TABLES: Record<string, { code: string; name: string }[]> = {
  'CT-06': [
    { code: '1', name: '一般事故隐患' },
    { code: '2', name: '重大事故隐患' },
  ],
  'CT-08': [{ code: 'GM-01', name: '未对承包单位统一协调管理' }],
  disposal: [
    { code: '1', name: '当场整改' },
    { code: '2', name: '限期整改' },
  ],
};

export const deps: FormDeps = { codes: (id) => TABLES[id] };

export const context: FormContext = {
  now: '2026-11-23T10:00:00+08:00',
  today: '2026-11-23',
  param: { TP73: 30 },
  person: { id: 'p1', name: '张执法', certificate: '10070001' },
};

export const a = { id: 'p1', name: '张执法' };
export const b = { id: 'p2', name: '李执法' };
