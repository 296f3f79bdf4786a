import { describe, expect, it } from 'vitest';
import { MAX_REASON_SHOWN } from '../limits.js';
import { shortReason } from './reason.js';

describe('the reason of a failure', () => {
  it('is its first line, without the stack', () => {
    expect(shortReason('\n  cannot   render\r\n    at file.js:3')).toBe('cannot render');
    expect(shortReason(null)).toBe('');
    expect(shortReason('  \n ')).toBe('');
  });

  it('leaves out what looks like somebody’s number or address, but not the number of the case', () => {
    expect(shortReason('张三 320724199001011234 电话 13800138000 a.b@example.org')).toBe(
      '张三 ＊＊＊ 电话 ＊＊＊ ＊＊＊',
    );
    expect(shortReason('no case 320724202611230001', '320724202611230001')).toBe('no case 320724202611230001');
    expect(shortReason('port 54321 of 1234567890')).toBe('port 54321 of 1234567890');
  });

  it('is cut after so many characters as are shown', () => {
    const full = '错'.repeat(MAX_REASON_SHOWN);
    expect(shortReason(full)).toBe(full);
    expect([...shortReason(`${full}误`)]).toHaveLength(MAX_REASON_SHOWN);
    expect(shortReason(`${full}误`).endsWith('…')).toBe(true);
  });
});
