import CodeWidget from '../shared/code-widget.vue';
import { codeText } from '../shared/read.js';
import type { FieldLook } from '../look.js';

export const code: FieldLook<'code'> = {
  words: { 'zh-CN': { title: '单选' }, en: { title: 'One choice' } },
  group: 'choice',
  widget: CodeWidget,
  isGroup: (field) => field.appearance === 'radio',
  read: (_, value, reading) => codeText(value, reading),
  create: (base) => ({ ...base, type: 'code', options: [{ code: '1', name: `${base.title} 1` }] }),
};
