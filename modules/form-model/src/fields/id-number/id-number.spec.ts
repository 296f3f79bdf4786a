import { describe, expect, it } from 'vitest';
import { compileForm, type FormDefinition } from '../../index.js';
import { checkCharacterOf } from './index.js';

const definition: FormDefinition = {
  id: 'form.person',
  version: 1,
  title: '人员',
  fields: { f_no: { name: 'no', type: 'id-number', title: '身份证号', required: true } },
  layout: [{ section: '人员', rows: [['f_no']] }],
  views: { edit: { '*': 'edit' } },
};
const form = compileForm(definition, 'edit');
const context = { now: '2026-11-23T10:00:00+08:00', today: '2026-11-23' };
const errors = (no: unknown) => form.validate({ no }, {}, context).map((error) => `${error.code} ${error.message}`);

describe('an identity number', () => {
  // The two numbers printed as examples in GB 11643-1999.
  it.each(['11010519491231002X', '440524188001010014', '11010519491231002x', ' 440524188001010014 '])(
    'is taken when its check character is right: %s',
    (no) => expect(errors(no)).toEqual([]),
  );

  it.each([
    ['', 'REQUIRED 请填写“身份证号”。'],
    ['110105194912310021', 'ID_NUMBER_CHECK “身份证号”的最后一位与前 17 位不符，请核对是否输错。'],
    ['11010519491231020X', 'ID_NUMBER_CHECK “身份证号”的最后一位与前 17 位不符，请核对是否输错。'],
    [`1101051949023100${'2'}X`, '出生日期 1949-02-31 不存在'],
    [`1101052026112400${'2'}X`, '出生日期 2026-11-24 不存在或在今天以后'],
    ['1101051949123100', 'PATTERN “身份证号”的格式不对，应为18 位数字，最后一位可以是 X。'],
    ['1101051949123100XX', 'PATTERN'],
    ['01010519491231002X', 'PATTERN'],
    [110105194912310000, 'TYPE “身份证号”的内容格式不对，应为18 位身份证号。'],
  ])('is refused with the reason: %s', (no, expected) => {
    expect(errors(no)).toHaveLength(1);
    expect(errors(no)[0]).toContain(expected);
  });

  it('finds every single wrong digit and every swap of neighbours', () => {
    const right = '11010519491231002X';
    const body = right.slice(0, 17);
    for (let at = 0; at < 17; at++) {
      for (const digit of '0123456789') {
        if (digit === body[at]) continue;
        expect(checkCharacterOf(body.slice(0, at) + digit + body.slice(at + 1))).not.toBe('X');
      }
      const swapped = body.slice(0, at) + (body[at + 1] ?? '') + (body[at] ?? '') + body.slice(at + 2);
      if (at < 16 && swapped !== body) expect(checkCharacterOf(swapped)).not.toBe('X');
    }
  });
});
