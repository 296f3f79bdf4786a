import NumberWidget from '../shared/number-widget.vue';
import { numberText } from '../shared/read.js';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const money: FieldLook<'money'> = {
  words: { 'zh-CN': { title: '金额' }, en: { title: 'Amount' } },
  group: 'text',
  widget: NumberWidget,
  read: (field, value, { words }) => numberText(value, field.precision ?? 2, field.unit ?? words('form.yuan')),
  settings: [numberSetting('min'), numberSetting('max'), numberSetting('precision'), { key: 'unit', kind: 'text' }],
  create: (base) => ({ ...base, type: 'money' }),
};
