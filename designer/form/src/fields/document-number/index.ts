import type { FieldLook } from '../look.js';

export const documentNumber: FieldLook<'document-number'> = {
  words: { 'zh-CN': { title: '文号（系统）' }, en: { title: 'Document number' } },
  group: 'structure',
  read: (_, value) => String(value),
  create: (base) => ({ ...base, type: 'document-number' }),
};
