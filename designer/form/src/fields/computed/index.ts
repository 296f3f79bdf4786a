import { numberText } from '../shared/read.js';
import type { FieldLook } from '../look.js';

export const computed: FieldLook<'computed'> = {
  words: { 'zh-CN': { title: '自动计算' }, en: { title: 'Computed' } },
  group: 'structure',
  read(field, value, { words }) {
    switch (field.result) {
      case 'integer':
      case 'number':
        return numberText(value, field.precision, field.unit);
      case 'money':
        return numberText(value, field.precision ?? 2, field.unit ?? words('form.yuan'));
      case 'boolean':
        return words(value === true ? 'form.yes' : 'form.no');
      default:
        return String(value);
    }
  },
  create: (base) => ({ ...base, type: 'computed', result: 'number' }),
};
