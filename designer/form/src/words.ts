import { fillTemplate, type FormError } from '@anliu/form-model';
import { inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import { formMessages } from './messages.js';
import type { FormLocale } from './types.js';

export type Words = (key: string, params?: Record<string, unknown>) => string;

const WORDS: InjectionKey<ComputedRef<Words>> = Symbol('form words');

/** A word of the catalogue by dotted key; the key itself when it is missing, so that a gap is seen. `more`: what types of fields bring. */
export function wordsOf(locale: FormLocale, more: Readonly<Record<FormLocale, object>> = NO_WORDS): Words {
  return (key, params = {}) => {
    const entry = entryOf(formMessages[locale], key) ?? entryOf(more[locale], key);
    return entry === undefined ? key : fillTemplate(entry, params, locale === 'en' ? 'en' : 'zh');
  };
}

const NO_WORDS: Readonly<Record<FormLocale, object>> = { 'zh-CN': {}, en: {} };

function entryOf(catalogue: object, key: string): string | undefined {
  let entry: unknown = catalogue;
  for (const part of key.split('.')) {
    entry =
      typeof entry === 'object' && entry !== null && Object.hasOwn(entry, part) ? Reflect.get(entry, part) : undefined;
  }
  return typeof entry === 'string' ? entry : undefined;
}

export const provideWords = (words: ComputedRef<Words>): void => provide(WORDS, words);

export function useWords(): Words {
  const words = inject(WORDS, undefined);
  const fallback = wordsOf('zh-CN');
  return (key, params) => (words?.value ?? fallback)(key, params);
}

/** An error in the language of the screen; checks of a form bring their own words. */
export function errorText(words: Words, error: FormError): string {
  const key = `form.error.${error.code}`;
  const text = words(key, error.params);
  return text === key ? error.message : text;
}
