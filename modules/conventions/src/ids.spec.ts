import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIds, parseIds } from './ids.js';

describe('a list of ids', () => {
  it('reads back every list that can be written', () => {
    const id = fc.stringMatching(/^[^\s,;，；]{1,8}$/u);
    fc.assert(
      fc.property(fc.array(id), (ids) => {
        expect(parseIds(formatIds(ids))).toEqual(ids);
      }),
    );
  });

  it('forgives blanks and empty places, and takes no text for no ids', () => {
    expect(parseIds(' record, ,cosign ')).toEqual(['record', 'cosign']);
    expect(parseIds(undefined)).toEqual([]);
  });

  it('does not take a list with Chinese commas for one id', () => {
    expect(() => parseIds('record，cosign')).toThrow('标识“record，cosign”无法识别：多个标识用英文逗号隔开');
    expect(() => formatIds(['a,b'])).toThrow('“a,b”');
  });
});
