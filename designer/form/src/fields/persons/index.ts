import type { PersonValue } from '@anliu/form-model';
import LookupWidget from '../shared/lookup-widget.vue';
import { personText } from '../shared/read.js';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const persons: FieldLook<'persons'> = {
  words: { 'zh-CN': { title: '多名人员' }, en: { title: 'People' } },
  group: 'people',
  widget: LookupWidget,
  read: (_, value) => (value as PersonValue[]).map(personText).join('、'),
  settings: [numberSetting('minItems'), numberSetting('maxItems')],
  create: (base) => ({ ...base, type: 'persons' }),
};
