import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readJson } from './json-body.js';
import { MAX_JSON_VALUES } from './limits.js';

const read = (text: string): Promise<unknown> =>
  readJson(
    Object.assign(Readable.from([Buffer.from(text)]), {
      headers: { 'content-type': 'application/json' },
    }) as unknown as IncomingMessage,
  );

const names = (count: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])));

describe('a JSON body', () => {
  it.each([MAX_JSON_VALUES - 1, MAX_JSON_VALUES])('may hold %i values', async (count) => {
    expect(Object.keys((await read(names(count))) as object)).toHaveLength(count);
    expect(await read(JSON.stringify(Array.from({ length: count }, () => 0)))).toHaveLength(count);
  });

  it('is refused above that with a sentence, before anything is made of it', async () => {
    await expect(read(names(MAX_JSON_VALUES + 1))).rejects.toMatchObject({ status: 400 });
    await expect(read(names(MAX_JSON_VALUES + 1))).rejects.toThrow(String(MAX_JSON_VALUES));
  });

  it('may hold texts with any number of commas and quotes', async () => {
    const text = { text: ',"\\,'.repeat(MAX_JSON_VALUES) };
    expect(await read(JSON.stringify(text))).toEqual(text);
  });
});
