import SignatureWidget from './signature-widget.vue';
import type { FieldLook } from '../look.js';

export const signature: FieldLook<'signature'> = {
  words: { 'zh-CN': { title: '手写签名' }, en: { title: 'Signature' } },
  group: 'people',
  widget: SignatureWidget,
  isGroup: () => true,
  create: (base) => ({ ...base, type: 'signature' }),
};
