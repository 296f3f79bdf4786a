import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFeel, compileJuel, type ExpressionScope } from '../src/index.js';

type Piece = string | { repeat: string; times: number };
interface Entry {
  language: 'juel' | 'feel';
  source?: string;
  parts?: Piece[];
  /** Outcomes besides error and null that are harmless for this entry: `value:<json>` or `data` (any plain data). */
  also?: string[];
}

const folder = path.join(import.meta.dirname, 'corpus');
const families = fs.readdirSync(folder).map(
  (file) =>
    JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as {
      family: string;
      title: string;
      entries: Entry[];
    },
);

/** The longest the event loop may stand still, in processor time: the machine may be busy with other things. */
const MAX_BLOCK_MILLISECONDS = 50;

class Instance {
  readonly secret = 'leaked';
}

const touched: string[] = [];

/** Variables no honest caller passes; reading `secret` from any of them is a leak. */
function scope(): ExpressionScope {
  const leak = (name: string) => () => {
    touched.push(name);
    return 'leaked';
  };
  const values: Record<string, unknown> = {
    text: 'text',
    long: 'a'.repeat(20_000),
    object: { a: 1 },
    list: [Object.defineProperty({}, 'secret', { get: leak('list getter'), enumerable: true })],
    big: Array.from({ length: 10_000 }, (_, index) => index),
    proxy: new Proxy(function hidden() {}, { get: leak('proxy') }),
    throwingProxy: new Proxy(new Instance(), {
      getPrototypeOf: () => {
        throw new Error('trap');
      },
    }),
    withToPrimitive: { [Symbol.toPrimitive]: leak('toPrimitive') },
    reflect: Reflect,
    instance: new Instance(),
    functionValue: leak('function'),
    symbolValue: Symbol('secret'),
    classValue: Instance,
    withGetter: Object.defineProperty({}, 'secret', { get: leak('getter'), enumerable: true }),
    withToString: { toString: leak('toString') },
    withValueOf: { valueOf: leak('valueOf') },
  };
  const execution = {
    getVariable: (name: unknown) => values[String(name)],
    setVariable: (_name: unknown, _value: unknown) => undefined,
    processInstanceId: 'id',
  };
  return {
    get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
    has: (name) => Object.hasOwn(values, name),
    names: () => Object.keys(values),
    objects: { execution },
    now: () => new Date('2026-11-23T02:00:00Z'),
  };
}

function isPlainData(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (value instanceof Date) return true;
  if (Array.isArray(value)) return value.every(isPlainData);
  return typeof value === 'object' && Object.getPrototypeOf(value) === null && Object.values(value).every(isPlainData);
}

function run(entry: Entry): { outcome: unknown; milliseconds: number } {
  const source =
    entry.source ??
    entry.parts!.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join('');
  const variables = scope();
  const started = process.cpuUsage();
  let outcome: unknown;
  try {
    outcome = (entry.language === 'juel' ? compileJuel(source) : compileFeel(source)).evaluate(variables);
  } catch (error) {
    outcome = error;
  }
  return { outcome, milliseconds: process.cpuUsage(started).user / 1000 };
}

describe('the attack corpus', () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join();

  it('holds at least 150 entries in 14 families', () => {
    expect(families).toHaveLength(14);
    expect(families.flatMap((family) => family.entries).length).toBeGreaterThanOrEqual(150);
  });

  for (const { family, title, entries } of families) {
    describe(`${family} ${title}`, () => {
      for (const [index, entry] of entries.entries()) {
        const name = entry.source ?? JSON.stringify(entry.parts);
        it(`${entry.language} #${index + 1} yields an error or null: ${name.slice(0, 80)}`, () => {
          const { outcome } = run(entry);
          if (outcome instanceof Error) {
            expect(outcome).toHaveProperty('code', expect.stringMatching(/^EXPRESSION_/));
            return;
          }
          const harmless =
            outcome === null ||
            (entry.also ?? []).some((also) =>
              also === 'data' ? isPlainData(outcome) : also === `value:${JSON.stringify(outcome)}`,
            );
          expect(harmless, `got ${JSON.stringify(outcome)}`).toBe(true);
        });

        it(`${entry.language} #${index + 1} does not block the event loop`, () => {
          const fastest = Math.min(...Array.from({ length: 3 }, () => run(entry).milliseconds));
          expect(fastest).toBeLessThan(MAX_BLOCK_MILLISECONDS);
        });
      }
    });
  }

  afterAll(() => {
    expect(touched).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });
});
