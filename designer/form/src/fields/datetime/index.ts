import DateWidget from '../shared/date-widget.vue';
import { dateTimeText } from '@anliu/office-time';
import type { FieldLook } from '../look.js';

export const datetime: FieldLook<'datetime'> = {
  words: { 'zh-CN': { title: '日期时间' }, en: { title: 'Date and time' } },
  group: 'text',
  widget: DateWidget,
  read: (_, value) => dateTimeText(String(value)),
  create: (base) => ({ ...base, type: 'datetime' }),
};
