import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseSfc } from '@vue/compiler-sfc';
import { describe, expect, it } from 'vitest';
import { messagesOf, type Messages } from './catalogue.js';
import { areas } from './areas/index.js';

const SRC = fileURLToPath(new URL('..', import.meta.url));
const filesBelow = (dir: string): string[] =>
  fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    return entry.isDirectory() ? filesBelow(file) : [file];
  });
const files = filesBelow(SRC);
const LETTERS = /[\p{Script=Han}]|[A-Za-z]{2,}/u;
/** Attributes whose static value a person reads or hears. */
const SPOKEN = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'aria-description', 'content']);

interface Node {
  type: number;
  content?: string | Node;
  props?: { type: number; name: string; value?: { content: string } }[];
  children?: Node[];
  loc?: { start: { line: number } };
}

function literals(node: Node, found: string[] = []): string[] {
  if (node.type === 2 && typeof node.content === 'string' && LETTERS.test(node.content))
    found.push(node.content.trim());
  for (const prop of node.props ?? []) {
    if (prop.type === 6 && SPOKEN.has(prop.name) && prop.value && LETTERS.test(prop.value.content))
      found.push(`${prop.name}="${prop.value.content}"`);
  }
  node.children?.forEach((child) => literals(child, found));
  return found;
}

/** Literals in the template of one component. */
function literalsOf(source: string): string[] {
  const template = parseSfc(source).descriptor.template;
  const own = template?.ast ? literals(template.ast as unknown as Node) : [];
  // Chinese inside bindings is a literal too; only punctuation may stand there.
  const bound = [...(template?.content.matchAll(/\{\{(.*?)\}\}/gs) ?? [])]
    .map((match) => match[1]!)
    .filter((text) => /\p{Script=Han}/u.test(text));
  return [...own, ...bound];
}

const has = (messages: Messages, key: string): boolean => {
  let value: Messages | string | undefined = messages;
  for (const part of key.split('.')) value = typeof value === 'object' ? value[part] : undefined;
  return typeof value === 'string';
};

describe('every word on screen comes from the catalogue', () => {
  it('finds a literal where there is one', () => {
    expect(literalsOf('<template><p>提交</p></template>')).toEqual(['提交']);
    expect(literalsOf('<template><input placeholder="Search here" /></template>')).toEqual([
      'placeholder="Search here"',
    ]);
    expect(literalsOf('<template><p>{{ ok ? "好" : "" }}</p></template>')).toHaveLength(1);
    expect(literalsOf('<template><p>{{ $t("a.b") }} · {{ n }}</p></template>')).toEqual([]);
  });

  const components = files.filter((file) => file.endsWith('.vue'));
  it(`holds for all templates`, () => {
    const found = components.flatMap((file) =>
      literalsOf(fs.readFileSync(file, 'utf8')).map((text) => `${path.relative(SRC, file)}: ${text}`),
    );
    expect(components.length).toBeGreaterThan(40);
    expect(found).toEqual([]);
  });

  it('has every key that a component or module names in full', () => {
    const chinese = messagesOf(areas, 'zh-CN');
    const missing = files
      .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.spec.ts'))
      .flatMap((file) =>
        [...fs.readFileSync(file, 'utf8').matchAll(/(?:\$t|\bt)\(\s*'([\w.]+)'/g)]
          .map((match) => match[1]!)
          .filter((key) => !has(chinese, key))
          .map((key) => `${path.relative(SRC, file)}: ${key}`),
      );
    expect(missing).toEqual([]);
  });

  it('has a word for everything the server writes into the audit trail, and for nothing else', () => {
    const modules = path.resolve(SRC, '../../../modules');
    const written = filesBelow(modules)
      .filter((file) => /[\\/]src[\\/].*\.ts$/.test(file) && !file.endsWith('.spec.ts'))
      .flatMap((file) => [...fs.readFileSync(file, 'utf8').matchAll(/\baction: '([a-z]+\.[a-z]+)'/g)])
      .map((match) => match[1]!.replace('.', '-'));
    expect(Object.keys(areas.administration.audit.actions).sort()).toEqual([...new Set(written)].sort());
  });

  it('uses the same placeholders in both languages', () => {
    const differing: string[] = [];
    const compare = (area: Messages, other: Messages, at: string): void => {
      for (const [key, value] of Object.entries(area)) {
        const twin = other[key];
        if (typeof value !== 'string') compare(value, twin as Messages, `${at}${key}.`);
        else {
          const names = (text: string): string =>
            [...text.matchAll(/\{(\w+)\}/g)]
              .map((match) => match[1])
              .sort()
              .join();
          if (names(value) !== names(twin as string)) differing.push(`${at}${key}`);
        }
      }
    };
    compare(messagesOf(areas, 'zh-CN'), messagesOf(areas, 'en'), '');
    expect(differing).toEqual([]);
  });
});
