import { numberSetting } from '../look.js';
import type { FieldLook } from '../look.js';

export const table: FieldLook<'table'> = {
  words: { 'zh-CN': { title: '表格' }, en: { title: 'Table' } },
  group: 'structure',
  settings: [numberSetting('maxRows')],
  create: (base) => ({
    ...base,
    type: 'table',
    columns: { f_c1: { type: 'text', name: 'c1', title: `${base.title} 1` } },
  }),
};
