import { describe, expect, it } from 'vitest';
import type { FormDefinition } from '../form.js';
import { hasSensitive, maskSensitive } from './mask.js';

const definition = {
  id: 'form.x',
  version: 1,
  title: 'x',
  fields: {
    f_open: { name: 'open', type: 'text', title: '公开' },
    f_phone: { name: 'phone', type: 'text', title: '电话', sensitive: 1 },
    f_name: { name: 'name', type: 'text', title: '姓名', sensitive: 2 },
    f_illness: { name: 'illness', type: 'text', title: '伤情', sensitive: 3 },
    f_age: { name: 'age', type: 'integer', title: '年龄', sensitive: 1 },
    f_people: {
      name: 'people',
      type: 'table',
      title: '人员',
      columns: { f_id: { name: 'id', type: 'text', title: '证件', sensitive: 1 } },
    },
  },
  layout: [],
  views: {},
} as unknown as FormDefinition;

describe('sensitive fields of somebody else’s case', () => {
  it('are masked by their class, in rows of a table too; others stay', () => {
    const data = {
      open: '车间',
      phone: '13800001234',
      name: '张三丰',
      illness: '骨折',
      age: 44,
      people: [{ $row: 'r1', id: '320724199001011234' }],
    };
    expect(maskSensitive(definition, data as never)).toEqual({
      open: '车间',
      phone: '138＊＊＊＊1234',
      name: '张＊＊',
      illness: '＊＊＊＊',
      people: [{ $row: 'r1', id: '320＊＊＊＊＊＊＊＊＊＊＊1234' }],
    });
    expect(data.phone).toBe('13800001234');
  });

  it('show nothing of a short text but its first character', () => {
    expect(maskSensitive(definition, { phone: '1234567' } as never)).toEqual({ phone: '1＊＊＊＊＊＊' });
    expect(maskSensitive(definition, { phone: '12345678' } as never)).toEqual({ phone: '123＊5678' });
  });

  it('are noticed only when something is there', () => {
    expect(hasSensitive(definition, { open: '车间' } as never)).toBe(false);
    expect(hasSensitive(definition, { phone: '13800001234' } as never)).toBe(true);
  });
});
