import DateWidget from '../shared/date-widget.vue';
import type { FieldLook } from '../look.js';

export const date: FieldLook<'date'> = {
  words: { 'zh-CN': { title: '日期' }, en: { title: 'Date' } },
  group: 'text',
  widget: DateWidget,
  read: (_, value) => String(value),
  create: (base) => ({ ...base, type: 'date' }),
};
