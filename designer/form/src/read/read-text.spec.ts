import type { FieldDefinition } from '@anliu/form-model';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../words.js';
import { readText } from './read-text.js';

const words = wordsOf('zh-CN');
const options = [{ code: '1', name: '一般' }];
const field = (definition: Partial<FieldDefinition> & { type: FieldDefinition['type'] }): FieldDefinition =>
  ({ name: 'x', title: 'x', ...definition }) as FieldDefinition;

describe('a value read by people', () => {
  it.each<[FieldDefinition, unknown, string]>([
    [field({ type: 'text' }), '一车间', '一车间'],
    [field({ type: 'text' }), undefined, ''],
    [field({ type: 'money' }), 1234.5, '1,234.50 元'],
    [field({ type: 'number', unit: '万元', precision: 2 }), 0, '0.00 万元'],
    [field({ type: 'boolean' }), false, '否'],
    [field({ type: 'boolean', trueTitle: '已出示' }), true, '已出示'],
    [field({ type: 'datetime' }), '2026-11-23T10:02:00+08:00', '2026-11-23 10:02'],
    [field({ type: 'datetime' }), '2026-11-23T16:30:00Z', '2026-11-24 00:30'],
    [field({ type: 'code' }), '1', '一般'],
    [field({ type: 'code' }), '9', '9'],
    [field({ type: 'codes' }), ['1', '2'], '一般、2'],
    [
      field({ type: 'persons' }),
      [
        { id: 'a', name: '张', certificate: '01' },
        { id: 'b', name: '李' },
      ],
      '张（01）、李',
    ],
    [field({ type: 'enterprise' }), { uscc: '913', name: '某公司' }, '某公司（913）'],
    [field({ type: 'geo' }), { lng: 119.315, lat: 34.087 }, '119.315000, 34.087000'],
    [field({ type: 'computed', result: 'boolean' }), true, '是'],
  ])('%j with %j reads “%s”', (definition, value, text) => {
    expect(readText(definition, value, options, words)).toBe(text);
  });
});
