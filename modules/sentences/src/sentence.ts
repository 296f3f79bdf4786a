/** Languages the platform speaks. Chinese is the language of the installation: of logs, audit records and whatever is stored. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const INSTALLATION_LANGUAGE: Language = 'zh';

/** What fills a place of a sentence: data as it is, another sentence in the same language, or a list of either. */
export type Parameter = string | number | Sentence | readonly (string | number | Sentence)[];

/** The same text in every language, in the order of `LANGUAGES`; `{name}` are places for parameters. */
export type Wordings = readonly [chinese: string, english: string];

const SEPARATORS: Readonly<Record<Language, string>> = { zh: '、', en: ', ' };

/**
 * Something to be said to a person whose language is not known yet. Made by the catalogue of a module; told in the language of the request
 * when the answer is written, and in Chinese wherever it becomes a text without a request.
 */
export class Sentence {
  /** `<catalogue>.<name>`: what is said, whatever the language. */
  readonly key: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly #wordings: Wordings;

  constructor(key: string, wordings: Wordings, parameters: Readonly<Record<string, Parameter>> = {}) {
    this.key = key;
    this.parameters = parameters;
    this.#wordings = wordings;
  }

  in(language: Language): string {
    return this.#wordings[LANGUAGES.indexOf(language)]!.replace(PLACE, (place, name: string) => {
      const value = this.parameters[name];
      return value === undefined ? place : told(value, language);
    });
  }

  toString(): string {
    return this.in(INSTALLATION_LANGUAGE);
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Sentences one after the other, as one. */
export const together = (sentences: readonly (Sentence | string)[]): Sentence =>
  new Sentence(
    'sentences.together',
    [sentences.map((_, i) => `{s${i}}`).join(' '), sentences.map((_, i) => `{s${i}}`).join(' ')],
    Object.fromEntries(sentences.map((sentence, i) => [`s${i}`, sentence])),
  );

export const PLACE = /\{([a-zA-Z]\w*)\}/g;

function told(value: Parameter, language: Language): string {
  if (value instanceof Sentence) return value.in(language);
  if (typeof value === 'object') return value.map((item) => told(item, language)).join(SEPARATORS[language]);
  return String(value);
}
