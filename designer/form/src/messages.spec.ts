import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formMessages } from './messages.js';
import { errorText, wordsOf } from './words.js';
import { FIELD_LOOKS, FIELD_TYPES } from './fields/index.js';
import { FIELD_WORDS } from './fields/words.js';

const keys = (value: unknown, at = ''): string[] =>
  typeof value === 'string'
    ? [at]
    : Object.entries(value as object).flatMap(([key, item]) => keys(item, at === '' ? key : `${at}.${key}`));

const sources = fs
  .readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(vue|ts)$/.test(file) && !/\.spec\.ts$|messages\.ts$/.test(file))
  .map((file) => ({ file, text: fs.readFileSync(path.join(import.meta.dirname, file), 'utf8') }));

describe('the catalogue', () => {
  it('says the same things in both languages', () => {
    expect(keys(formMessages.en).sort()).toEqual(keys(formMessages['zh-CN']).sort());
  });

  it('has every word that is asked for', () => {
    const zh = new Set(keys(formMessages['zh-CN']));
    const asked = sources.flatMap(({ text }) =>
      [...text.matchAll(/words(?:\.value)?\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !zh.has(key))).toEqual([]);
  });

  it('has what every type of field brings: its title in both languages', () => {
    for (const type of FIELD_TYPES) {
      const { words } = FIELD_LOOKS[type];
      expect(words['zh-CN'].title, type).toMatch(/[\u4e00-\u9fff]/);
      expect(words.en.title, type).not.toMatch(/[\u4e00-\u9fff]/);
    }
    expect(wordsOf('en', FIELD_WORDS)('formDesigner.types.money')).toBe('Amount');
  });

  it('is the only place with words for people: no Chinese in a template', () => {
    const found = sources
      .filter(({ file }) => file.endsWith('.vue'))
      .flatMap(({ file, text }) => {
        const template = text.slice(text.indexOf('<template>')).replace(/<!--[\s\S]*?-->/g, '');
        return /[\u4e00-\u9fff]/.test(template.replace(/[：；，]/g, '')) ? [file] : [];
      });
    expect(found).toEqual([]);
  });

  it('keeps the words a form brings with its own checks', () => {
    const error = { path: 'officers', code: 'SAME_OFFICER', message: '两名执法人员是同一人。' };
    expect(errorText(wordsOf('en'), error)).toBe('两名执法人员是同一人。');
    expect(errorText(wordsOf('en'), { path: 'a', code: 'REQUIRED', message: 'x', params: { title: 'Place' } })).toBe(
      'Fill in “Place”.',
    );
  });
});
