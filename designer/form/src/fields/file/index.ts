import FileWidget from '../shared/file-widget.vue';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const file: FieldLook<'file'> = {
  words: { 'zh-CN': { title: '附件' }, en: { title: 'Files' } },
  group: 'files',
  widget: FileWidget,
  isGroup: () => true,
  isWide: true,
  settings: [numberSetting('minItems'), numberSetting('maxItems')],
  create: (base) => ({ ...base, type: 'file' }),
};
