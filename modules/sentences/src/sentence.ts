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

  /** With other wordings of the same places. */
  reworded(change: (wording: string) => string): Sentence {
    return new Sentence(this.key, [change(this.#wordings[0]), change(this.#wordings[1])], this.parameters);
  }

  toString(): string {
    return this.in(INSTALLATION_LANGUAGE);
  }

  toJSON(): string {
    return this.toString();
  }
}

/** For whoever starts a server: nobody has said yet which language they read. */
export const inBoth = (sentence: Sentence): string => LANGUAGES.map((language) => sentence.in(language)).join('\n');

const BLANK: Wordings = [' ', ' '];
/** Between sentences that lost their stops. */
export const SEMICOLON: Wordings = ['；', '; '];

/** Sentences one after the other, as one. */
export function together(sentences: readonly (Sentence | string)[], between = BLANK): Sentence {
  const places = sentences.map((_, i) => `{s${i}}`);
  return new Sentence(
    'sentences.together',
    [places.join(between[0]), places.join(between[1])],
    Object.fromEntries(sentences.map((sentence, i) => [`s${i}`, sentence])),
  );
}

const stopless = (text: string): string => text.replace(/[。.]$/, '');

/** The same without the stop at its end, to stand inside another sentence. */
export const withoutStop = (sentence: Sentence | string): Sentence | string =>
  typeof sentence === 'string' ? stopless(sentence) : sentence.reworded(stopless);

const PLACE = /\{([a-zA-Z]\w*)\}/g;

function told(value: Parameter, language: Language): string {
  if (value instanceof Sentence) return value.in(language);
  if (typeof value === 'object') return value.map((item) => told(item, language)).join(SEPARATORS[language]);
  return String(value);
}
