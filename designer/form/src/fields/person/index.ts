import type { PersonValue } from '@anliu/form-model';
import LookupWidget from '../shared/lookup-widget.vue';
import { personText } from '../shared/read.js';
import type { FieldLook } from '../look.js';

export const person: FieldLook<'person'> = {
  words: { 'zh-CN': { title: '人员' }, en: { title: 'Person' } },
  group: 'people',
  widget: LookupWidget,
  read: (_, value) => personText(value as PersonValue),
  create: (base) => ({ ...base, type: 'person' }),
};
