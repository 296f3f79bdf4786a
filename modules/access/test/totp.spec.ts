import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpStep, totpUri } from '../src/domain/totp.js';

/** RFC 6238, appendix B, SHA-1: the secret `12345678901234567890`, and the last six of the eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i of RFC 6238 is %s', (second, code) => {
    expect(totpStep(SECRET, code, new Date(second * 1000))).toBe(Math.floor(second / 30));
  });

  it('may be one step early or late, not two', () => {
    const at = (second: number) => totpStep(SECRET, '287082', new Date(second * 1000));
    expect(at(59 + 30)).toBe(1);
    expect(at(29)).toBe(1);
    expect(at(59 + 61)).toBeUndefined();
  });

  it('is six digits, as people type them', () => {
    expect(totpStep(SECRET, ' 287 082', new Date(59_000))).toBe(1);
    expect(totpStep(SECRET, '２８７０８２', new Date(59_000))).toBe(1);
    for (const wrong of ['', '28708', '2870820', 'abcdef', '287083'])
      expect(totpStep(SECRET, wrong, new Date(59_000))).toBeUndefined();
  });

  it('comes from a secret of its own that the app reads from the address', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    expect(totpUri(secret, 'sysadmin')).toMatch(/^otpauth:\/\/totp\/.*sysadmin.*secret=/);
  });
});
