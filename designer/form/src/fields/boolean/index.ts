import BooleanWidget from './boolean-widget.vue';
import type { FieldLook } from '../look.js';

export const boolean: FieldLook<'boolean'> = {
  words: { 'zh-CN': { title: '是否' }, en: { title: 'Yes or no' } },
  group: 'choice',
  widget: BooleanWidget,
  isGroup: () => true,
  read: (field, value, { words }) =>
    value === true ? (field.trueTitle ?? words('form.yes')) : (field.falseTitle ?? words('form.no')),
  create: (base) => ({ ...base, type: 'boolean' }),
};
