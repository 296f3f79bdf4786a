import NumberWidget from '../shared/number-widget.vue';
import { numberText } from '../shared/read.js';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const integer: FieldLook<'integer'> = {
  words: { 'zh-CN': { title: '整数' }, en: { title: 'Integer' } },
  group: 'text',
  widget: NumberWidget,
  read: (field, value) => numberText(value, field.precision, field.unit),
  settings: [numberSetting('min'), numberSetting('max'), { key: 'unit', kind: 'text' }],
  create: (base) => ({ ...base, type: 'integer' }),
};
