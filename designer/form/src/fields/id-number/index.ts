import type { FieldLook } from '../look.js';
import TextWidget from '../shared/text-widget.vue';

export const idNumber: FieldLook<'id-number'> = {
  words: {
    'zh-CN': { title: '身份证号' },
    en: { title: 'Identity number' },
  },
  group: 'people',
  widget: TextWidget,
  read: (_, value) => String(value),
  create: (base) => ({ ...base, type: 'id-number' }),
};
