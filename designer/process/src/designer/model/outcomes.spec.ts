import { describe, expect, it } from 'vitest';
import { formatOutcomes, parseOutcomes } from './outcomes.js';

describe('outcomes of a step', () => {
  it('reads the usual one, the dangerous one and how much opinion each asks for', () => {
    expect(parseOutcomes('*approve=同意?;!cancel=撤销??;note=记录')).toEqual([
      { key: 'approve', label: '同意', primary: true, danger: false, opinion: 'optional' },
      { key: 'cancel', label: '撤销', primary: false, danger: true, opinion: 'required' },
      { key: 'note', label: '记录', primary: false, danger: false, opinion: 'none' },
    ]);
  });

  it('writes back what it read, letter by letter', () => {
    const text = '*approve=同意?;return=退回修改??;!cancel=撤销';
    expect(formatOutcomes(parseOutcomes(text))).toBe(text);
  });

  it('leaves out a button that has no words yet', () => {
    expect(formatOutcomes([{ key: 'a', label: '', primary: false, danger: false, opinion: 'none' }])).toBe('');
  });
});
