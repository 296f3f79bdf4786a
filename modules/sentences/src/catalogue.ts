import { Sentence, type Parameter, type Wordings } from './sentence.js';

type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;

/** A sentence without places is a sentence; one with places asks for each of them by name. */
type Said<W extends Wordings> = [Places<W[0]>] extends [never]
  ? Sentence
  : (parameters: Readonly<Record<Places<W[0]>, Parameter>>) => Sentence;

/** A wording whose languages have different places does not compile. */
type Alike<W extends Wordings> = [Places<W[0]>] extends [Places<W[1]>]
  ? [Places<W[1]>] extends [Places<W[0]>]
    ? W
    : never
  : never;

export type Catalogue<C extends Readonly<Record<string, Wordings>>> = { readonly [Name in keyof C]: Said<C[Name]> };

/**
 * The sentences of one module: `{ name: ['中文 {place}。', 'English {place}.'] }`. A name it does not have, and a place that is not filled,
 * do not compile.
 */
export function catalogue<const C extends Readonly<Record<string, Wordings>>>(
  module: string,
  wordings: C & { readonly [Name in keyof C]: Alike<C[Name]> },
): Catalogue<C> {
  const said = Object.entries<Wordings>(wordings).map(([name, texts]) => {
    const key = `${module}.${name}`;
    const hasPlaces = /\{[a-zA-Z]\w*\}/.test(texts[0]);
    return [
      name,
      hasPlaces
        ? (parameters: Readonly<Record<string, Parameter>>) => new Sentence(key, texts, parameters)
        : new Sentence(key, texts),
    ];
  });
  return Object.fromEntries(said) as Catalogue<C>;
}
