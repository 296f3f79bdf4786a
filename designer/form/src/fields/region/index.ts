import CodeWidget from '../shared/code-widget.vue';
import { codeText } from '../shared/read.js';
import type { FieldLook } from '../look.js';

export const region: FieldLook<'region'> = {
  words: { 'zh-CN': { title: '行政区划' }, en: { title: 'Region' } },
  group: 'choice',
  widget: CodeWidget,
  read: (_, value, reading) => codeText(value, reading),
  create: (base) => ({ ...base, type: 'region' }),
};
