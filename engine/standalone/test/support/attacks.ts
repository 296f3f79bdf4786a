import fs from 'node:fs';

/** A hostile expression, and which outcomes besides an error and null are harmless. */
export interface Attack {
  readonly title: string;
  readonly language: 'juel' | 'feel';
  readonly source: string;
  readonly harmless: (value: unknown) => boolean;
}

type Piece = string | { readonly repeat: string; readonly times: number };
interface Entry {
  readonly language: 'juel' | 'feel';
  readonly source?: string;
  readonly parts?: readonly Piece[];
  readonly also?: readonly string[];
}
interface Family {
  readonly family: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

const CORPUS = new URL('../../../expression/test/corpus/', import.meta.url);

const written = ({ source, parts = [] }: Entry): string =>
  source ?? parts.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join('');

/** What exhausts a budget in one place may be plain data of bounded size in another. */
const SIZE_AND_TIME = 'E14';

const attackOf = (entry: Entry, index: number, family: string): Attack => {
  const source = written(entry);
  const also = entry.also ?? [];
  return {
    title: `${entry.language} #${index + 1}: ${source.slice(0, 60)}`,
    language: entry.language,
    source,
    harmless: (value) =>
      value === null ||
      value === undefined ||
      family === SIZE_AND_TIME ||
      also.includes('data') ||
      also.includes(`value:${JSON.stringify(value)}`) ||
      also.includes(`value:${String(value)}`),
  };
};

/** The corpus the expression package is tested with, by family. */
export const attackFamilies = (): { readonly title: string; readonly attacks: readonly Attack[] }[] =>
  fs
    .readdirSync(CORPUS)
    .map((file) => JSON.parse(fs.readFileSync(new URL(file, CORPUS), 'utf8')) as Family)
    .map(({ family, title, entries }) => ({
      title: `${family} ${title}`,
      attacks: entries.map((entry, index) => attackOf(entry, index, family)),
    }));

/** What a caller may pass over REST under the names the attacks use: data with treacherous keys, and much of it. */
const VALUES: Readonly<Record<string, { readonly type: string; readonly value: string }>> = {
  text: { type: 'String', value: 'text' },
  long: { type: 'String', value: 'a'.repeat(20_000) },
  object: { type: 'Json', value: '{"a":1}' },
  list: { type: 'Json', value: '[{"b":1}]' },
  big: { type: 'Json', value: JSON.stringify(Array.from({ length: 10_000 }, (_, index) => index)) },
  withToString: { type: 'Json', value: '{"toString":"secret","__proto__":{"polluted":true}}' },
  withValueOf: { type: 'Json', value: '{"valueOf":2,"constructor":{"prototype":{"polluted":true}}}' },
  withToPrimitive: { type: 'Json', value: '{"Symbol(Symbol.toPrimitive)":1}' },
};

/** The variables an attack mentions. */
export const variablesOf = ({ source }: Attack): Record<string, { type: string; value: string }> =>
  Object.fromEntries(Object.entries(VALUES).filter(([name]) => source.includes(name)));
