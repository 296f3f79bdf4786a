import { Sentence, type Language } from './sentence.js';

/** `T` as the server makes it: what the answer has as a text in the fields named is still a sentence. */
export type Unspoken<T, Said extends keyof T> = { [Name in keyof T]: Name extends Said ? T[Name] | Sentence : T[Name] };

/** JSON of an answer, every sentence in it told in one language; undefined for what JSON has no text for. */
export function spoken(answer: unknown, language: Language): string | undefined {
  return JSON.stringify(answer, function (this: Record<string, unknown>, name, value: unknown) {
    // What a sentence makes of itself for JSON is Chinese: look at the sentence.
    const original = this[name];
    return original instanceof Sentence ? original.in(language) : value;
  });
}

const sentencesByText = new Map<string, Sentence>();

/**
 * For schemas of a library that carries only texts: the Chinese text of a sentence, by which `sentenceOf` finds it again. Of sentences made
 * once at start only: they are kept.
 */
export function asText(sentence: Sentence): string {
  const text = sentence.toString();
  sentencesByText.set(text, sentence);
  return text;
}

export const sentenceOf = (text: string): Sentence | undefined => sentencesByText.get(text);
