import type { FormLocale } from '../types.js';
import { FIELD_LOOKS, FIELD_TYPES } from './index.js';

const of = (locale: FormLocale) => {
  const looks = FIELD_TYPES.map((type) => [type, FIELD_LOOKS[type].words[locale]] as const);
  return {
    formDesigner: { types: Object.fromEntries(looks.map(([type, words]) => [type, words.title])) },
  };
};

/** The part of the catalogue that types of fields bring: their titles. */
export const FIELD_WORDS: Readonly<Record<FormLocale, object>> = { 'zh-CN': of('zh-CN'), en: of('en') };
