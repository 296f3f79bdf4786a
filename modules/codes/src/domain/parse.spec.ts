import { describe, expect, it } from 'vitest';
import { MAX_CODE_LENGTH, MAX_TABLE_BYTES, MAX_TABLE_ITEMS } from '../limits.js';
import { CodeTableError, parseCodeTable } from './parse.js';
import { itemsOn, nameOf } from './table.js';

const problems = (csv: string): string[] => {
  try {
    parseCodeTable('CT-X', csv);
    return [];
  } catch (error) {
    if (!(error instanceof CodeTableError)) throw error;
    return error.problems.map((item) => `${item.row} ${item.column ?? ''} ${item.message}`);
  }
};

// GB 6441 changed on 2026-07-01: the code 08 means fire before and something else after.
const accidents = parseCodeTable(
  'CT-05',
  '\uFEFFcode,name,from,to\n08,火灾,1986-05-31,2026-06-30\n08,灼烫,2026-07-01,\n99,"其他,伤害",1986-05-31,\n',
  '事故类型',
);

describe('a code table', () => {
  it('answers with the edition in force on a day, first and last day included', () => {
    const names = (on: string) => itemsOn(accidents, on).map((item) => item.name);
    expect(names('2026-06-30')).toEqual(['火灾', '其他,伤害']);
    expect(names('2026-07-01')).toEqual(['灼烫', '其他,伤害']);
    expect(names('1986-05-30')).toEqual([]);
  });

  it('keeps the words of old cases', () => {
    expect(nameOf(accidents, '08', '2026-01-01')).toBe('火灾');
    expect(nameOf(accidents, '08', '1980-01-01')).toBe('灼烫');
    expect(nameOf(accidents, '77', '2026-01-01')).toBeUndefined();
  });

  it('keeps further columns', () => {
    const table = parseCodeTable('x', 'code,name,basis,major\nA02,持证上岗,第三十条,GM-02\nA03,责任制,,\n');
    expect(table.items).toEqual([
      { code: 'A02', name: '持证上岗', extra: { basis: '第三十条', major: 'GM-02' } },
      { code: 'A03', name: '责任制' },
    ]);
  });

  it.each([
    ['code,title\n1,a', '1 name 缺少列 name。'],
    ['code,name,name\n1,a,b', '1 name 列名“name”出现了两次。'],
    ['code,name,__proto__\n1,a,b', '1 __proto__ 列名“__proto__”不可用。'],
    ['code,name\n,a', '2 code 代码应为 1 至 40 个字符。'],
    ['code,name\n1,', '2 name 名称应为 1 至 300 个字符。'],
    ['code,name\n1,a,b', '2  有 3 格，表头只有 2 列。'],
    ['code,name,from\n1,a,2026-02-30', '2 from “2026-02-30”不是日期，应如 2026-01-01。'],
    ['code,name,from,to\n1,a,2026-02-02,2026-01-01', '2 to 生效日期晚于失效日期。'],
    ['code,name\n1,a\n1,b', '3 code 代码“1”在同一时期出现了两次。'],
    ['code,name,parent\n1,a,9', '2 parent 上级代码“9”不存在。'],
  ])('is refused with row and column: %j', (csv, expected) => {
    expect(problems(csv)).toEqual([expected]);
  });

  it('holds its limits at and above', () => {
    const rows = (n: number) => `code,name\n${Array.from({ length: n }, (_, i) => `${i},n`).join('\n')}`;
    expect(problems(rows(MAX_TABLE_ITEMS))).toEqual([]);
    expect(problems(rows(MAX_TABLE_ITEMS + 1))).toEqual([
      `1  行数 ${MAX_TABLE_ITEMS + 1} 超过上限 ${MAX_TABLE_ITEMS}。`,
    ]);
    expect(problems(`code,name\n${'1'.repeat(MAX_CODE_LENGTH)},a`)).toEqual([]);
    expect(problems(`code,name\n${'1'.repeat(MAX_CODE_LENGTH + 1)},a`)).toHaveLength(1);
    expect(problems(`code,name\n${' '.repeat(MAX_TABLE_BYTES)}`)).toHaveLength(1);
  });
});
