import NumberWidget from '../shared/number-widget.vue';
import { numberText } from '../shared/read.js';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const number: FieldLook<'number'> = {
  words: { 'zh-CN': { title: '数字' }, en: { title: 'Number' } },
  group: 'text',
  widget: NumberWidget,
  read: (field, value) => numberText(value, field.precision, field.unit),
  settings: [numberSetting('min'), numberSetting('max'), numberSetting('precision'), { key: 'unit', kind: 'text' }],
  create: (base) => ({ ...base, type: 'number' }),
};
