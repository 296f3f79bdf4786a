import { ref } from 'vue';
import { t } from '../../i18n/index.js';

/** Kept on this machine per person; at most this many, each at most this long. */
const PHRASE_COUNT = 20;
const PHRASE_LENGTH = 200;

const key = (person: string): string => `anliu.phrases.${person}`;

/** 常用意见 of one person: some to begin with, then their own. */
export function usePhrases(person: string) {
  const initial = (): string[] =>
    ['agree', 'verified', 'byRules', 'supplement'].map((name) => t(`task.defaultPhrases.${name}`));
  const read = (): string[] => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key(person)) ?? 'null');
      return Array.isArray(stored) ? stored.filter((text): text is string => typeof text === 'string') : initial();
    } catch {
      return initial();
    }
  };
  const phrases = ref(read());
  const write = (): void => {
    try {
      localStorage.setItem(key(person), JSON.stringify(phrases.value));
    } catch {
      // Kept for this visit only.
    }
  };
  return {
    phrases,
    add(text: string): void {
      const phrase = text.trim().slice(0, PHRASE_LENGTH);
      if (!phrase || phrases.value.includes(phrase)) return;
      phrases.value = [phrase, ...phrases.value].slice(0, PHRASE_COUNT);
      write();
    },
    remove(text: string): void {
      phrases.value = phrases.value.filter((phrase) => phrase !== text);
      write();
    },
  };
}
