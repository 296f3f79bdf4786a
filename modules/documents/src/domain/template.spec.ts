import { describe, expect, it } from 'vitest';
import { MAX_MERGED_LENGTH, MAX_REPETITIONS, MAX_TEMPLATE_DEPTH, MAX_TEMPLATE_LENGTH } from '../limits.js';
import { merge } from './merge.js';
import { parseTemplate } from './template.js';

const head = '---\ntitle: 文书\n---\n';
const now = new Date('2026-11-24T00:00:00Z');
const run = (body: string, data: Record<string, unknown> = {}): string =>
  merge(parseTemplate(head + body), { data, now, codeName: () => undefined });

describe('a document template', () => {
  it.each([
    ['<script>1</script>', '<script>'],
    ['<img src="x">', '<img>'],
    ['<p onclick="x">', 'onclick'],
    ['<p style="x">', 'style'],
    ['<p class="x">', '样式'],
    ['<iframe></iframe>', '<iframe>'],
  ])('is refused with %s', (body, message) => {
    expect(() => parseTemplate(head + body)).toThrow(message);
  });

  it('is refused without front matter, without title, or with a field that is no expression', () => {
    expect(() => parseTemplate('<p>x</p>')).toThrow('字段映射');
    expect(() => parseTemplate('---\nfields: {}\n---\nx')).toThrow('title');
    expect(() => parseTemplate('---\ntitle: a\nfields: { x: { y: 1 } }\n---\nx')).toThrow('“x”');
  });

  it('names the expression or format that is wrong', () => {
    expect(() => run('<p>{{ a + }}</p>')).toThrow('“a +”');
    expect(() => run('<p>{{ a | nothing }}</p>', { a: 1 })).toThrow('“nothing”');
    expect(() => run('<p data-each="list">x</p>')).toThrow('列表 as 名称');
  });

  it('repeats up to the limit', () => {
    const body = '<p data-each="list as x">{{ index }}</p>';
    const list = (count: number) => ({ list: Array.from({ length: count }, () => 1) });
    expect(() => run(body, list(MAX_REPETITIONS - 1))).not.toThrow();
    expect(run(body, list(MAX_REPETITIONS))).toContain(`<p>${MAX_REPETITIONS}</p>`);
    expect(() => run(body, list(MAX_REPETITIONS + 1))).toThrow(`${MAX_REPETITIONS} 行`);
  });

  it('has at most the allowed length and depth', () => {
    const long = (length: number): string => head + 'x'.repeat(length - head.length);
    expect(() => parseTemplate(long(MAX_TEMPLATE_LENGTH - 1))).not.toThrow();
    expect(() => parseTemplate(long(MAX_TEMPLATE_LENGTH))).not.toThrow();
    expect(() => parseTemplate(long(MAX_TEMPLATE_LENGTH + 1))).toThrow(`${MAX_TEMPLATE_LENGTH}`);
    const deep = (depth: number): string => head + '<div>'.repeat(depth) + '</div>'.repeat(depth);
    expect(() => parseTemplate(deep(MAX_TEMPLATE_DEPTH - 1))).not.toThrow();
    expect(() => parseTemplate(deep(MAX_TEMPLATE_DEPTH))).not.toThrow();
    expect(() => parseTemplate(deep(MAX_TEMPLATE_DEPTH + 1))).toThrow(`${MAX_TEMPLATE_DEPTH} 层`);
  });

  it('gives at most the allowed text', () => {
    const chunk = 'x'.repeat(10_000);
    const body = '<br data-each="list as i">'.replace('<br', '<p').replace('>', '>{{ chunk }}</p>');
    const list = (length: number) => Array.from({ length }, () => 1);
    const per = chunk.length + '<p></p>'.length;
    const most = Math.floor(MAX_MERGED_LENGTH / per);
    expect(() => run(body, { chunk, list: list(most) })).not.toThrow();
    expect(() => run(body, { chunk, list: list(most + 1) })).toThrow(`${MAX_MERGED_LENGTH}`);
  });

  it('cannot be steered by data that looks like a template, an operator or a prototype', () => {
    expect(run('<p>{{ a }}</p>', { a: '{{ b }}', b: 'secret' })).toBe('<p>{{ b }}</p>');
    expect(run('<p>{{ a.constructor }}|{{ a.__proto__ }}</p>', { a: {} })).toBe('<p>|</p>');
    expect(run('<p>{{ a }}</p>', { a: '"><script>' })).toBe('<p>&quot;&gt;&lt;script&gt;</p>');
  });
});
