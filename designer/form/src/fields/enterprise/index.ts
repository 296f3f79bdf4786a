import type { EnterpriseValue } from '@anliu/form-model';
import LookupWidget from '../shared/lookup-widget.vue';
import type { FieldLook } from '../look.js';

export const enterprise: FieldLook<'enterprise'> = {
  words: { 'zh-CN': { title: '企业' }, en: { title: 'Enterprise' } },
  group: 'people',
  widget: LookupWidget,
  read(_, value) {
    const { name, uscc } = value as EnterpriseValue;
    return `${name}（${uscc}）`;
  },
  create: (base) => ({ ...base, type: 'enterprise' }),
};
