import TextWidget from '../shared/text-widget.vue';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const text: FieldLook<'text'> = {
  words: { 'zh-CN': { title: '单行文字' }, en: { title: 'Text' } },
  group: 'text',
  widget: TextWidget,
  read: (_, value) => String(value),
  settings: [numberSetting('minLength'), numberSetting('maxLength')],
  create: (base) => ({ ...base, type: 'text' }),
};
