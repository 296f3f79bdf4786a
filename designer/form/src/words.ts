import { fillTemplate, type FormError } from '@anliu/form-model';
import { inject, provide, type ComputedRef, type InjectionKey } from 'vue';
import { formMessages } from './messages.js';
import type { FormLocale } from './types.js';

export type Words = (key: string, params?: Record<string, unknown>) => string;

const WORDS: InjectionKey<ComputedRef<Words>> = Symbol('form words');

/** A word of the catalogue by dotted key; the key itself when it is missing, so that a gap is seen. */
export function wordsOf(locale: FormLocale): Words {
  return (key, params = {}) => {
    let entry: unknown = formMessages[locale];
    for (const part of key.split('.')) {
      entry =
        typeof entry === 'object' && entry !== null && Object.hasOwn(entry, part)
          ? Reflect.get(entry, part)
          : undefined;
    }
    return typeof entry === 'string' ? fillTemplate(entry, params) : key;
  };
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
