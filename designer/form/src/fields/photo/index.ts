import FileWidget from '../shared/file-widget.vue';
import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const photo: FieldLook<'photo'> = {
  words: { 'zh-CN': { title: '照片' }, en: { title: 'Photos' } },
  group: 'files',
  widget: FileWidget,
  isGroup: () => true,
  isWide: true,
  settings: [numberSetting('minItems'), numberSetting('maxItems')],
  create: (base) => ({ ...base, type: 'photo' }),
};
