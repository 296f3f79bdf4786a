import TextWidget from '../shared/text-widget.vue';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const textarea: FieldLook<'textarea'> = {
  words: { 'zh-CN': { title: '多行文字' }, en: { title: 'Long text' } },
  group: 'text',
  widget: TextWidget,
  isWide: true,
  read: (_, value) => String(value),
  settings: [numberSetting('minLength'), numberSetting('maxLength'), numberSetting('lines')],
  create: (base) => ({ ...base, type: 'textarea' }),
};
