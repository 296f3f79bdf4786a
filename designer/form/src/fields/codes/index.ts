import CodeWidget from '../shared/code-widget.vue';
import { codeText } from '../shared/read.js';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const codes: FieldLook<'codes'> = {
  words: { 'zh-CN': { title: '多选' }, en: { title: 'Several choices' } },
  group: 'choice',
  widget: CodeWidget,
  isGroup: (field) => field.appearance === 'checkbox',
  read: (_, value, reading) => (value as unknown[]).map((code) => codeText(code, reading)).join('、'),
  settings: [numberSetting('maxItems')],
  create: (base) => ({ ...base, type: 'codes', options: [{ code: '1', name: `${base.title} 1` }] }),
};
