import type { FieldLook } from '../look.js';
import TextWidget from '../shared/text-widget.vue';

export const idNumber: FieldLook<'id-number'> = {
  words: {
    'zh-CN': { title: '身份证号' },
    en: {
      title: 'Identity number',
      errors: {
        ID_NUMBER_BIRTH:
          'The date of birth {born} in “{title}” does not exist or is in the future; check digits 7 to 14.',
        ID_NUMBER_CHECK:
          'The last character of “{title}” does not fit the first 17 digits; check for a typing mistake.',
      },
    },
  },
  group: 'people',
  widget: TextWidget,
  read: (_, value) => String(value),
  create: (base) => ({ ...base, type: 'id-number' }),
};
