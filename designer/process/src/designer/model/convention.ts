import { ConventionError } from '@anliu/conventions';
import type { processMessages } from '../../messages.js';

/** The sentence of a refusal in the language of the panel. */
export const sentenceOf = (
  error: ConventionError,
  words: Pick<(typeof processMessages)['zh-CN']['processDesigner'], 'language'>,
): string => (words.language === 'en' ? error.english : error.message);

/** What `run` gives, or why the text or value does not fit its grammar. */
export function attempt<T>(run: () => T): { value: T } | { error: ConventionError } {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof ConventionError) return { error };
    throw error;
  }
}
