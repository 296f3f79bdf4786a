import { describe, expect, it } from 'vitest';
import { generatePassword, MAX_PASSWORD_LENGTH, passwordProblem } from '../src/domain/password.js';
import { hashPassword, verifyPassword } from '../src/domain/scrypt.js';
import { PROFILES } from '../src/domain/security-profile.js';
import { postConflict } from '../src/domain/separation.js';

const who = { login: 'officer1', name: '王执' };

describe('a new password', () => {
  const { minLength } = PROFILES['gb22239-l3'].password;

  it('is long enough, of three kinds of characters, and says nothing about its owner (T75)', () => {
    expect(passwordProblem('Harbour-58', who)).toBeUndefined();
    expect(String(passwordProblem('Harbour-5', who))).toContain(`至少 ${minLength} 位`);
    expect(String(passwordProblem('harbourlamp5', who))).toContain('3 种');
    expect(String(passwordProblem('xxOfficer1-9z', who))).toContain('登录名');
    expect(String(passwordProblem('王执Abc-12345', who))).toContain('姓名');
    expect(String(passwordProblem('Abcd-11111z', who))).toContain('连续四个');
    const long = `Aa1-${Array.from({ length: 60 }, (_, index) => ((index + 1) * 7919).toString(36)).join('-')}`;
    expect(passwordProblem(long.slice(0, MAX_PASSWORD_LENGTH), who)).toBeUndefined();
    expect(String(passwordProblem(long.slice(0, MAX_PASSWORD_LENGTH + 1), who))).toContain('最多');
  });

  it.each(['Password123!', 'P@ssw0rd2026', 'Admin@2026', 'Welcome123!'])(
    'that everybody guesses first is refused though it has every kind of character: %s',
    (password) => expect(String(passwordProblem(password, who))).toContain('容易被猜到'),
  );

  it('follows the profile: ASVS asks for length and not for kinds', () => {
    const rules = PROFILES.asvs.password;
    expect(passwordProblem('lantern orbit walnut', who, rules)).toBeUndefined();
    expect(String(passwordProblem('lantern orbit walnut', who))).toContain('3 种');
    expect(String(passwordProblem('Harbour-58', who, rules))).toContain(`至少 ${rules.minLength} 位`);
  });

  it('made by the system always satisfies the rules and is never the same', () => {
    const made = Array.from({ length: 200 }, generatePassword);
    expect(made.filter((password) => passwordProblem(password, who))).toEqual([]);
    expect(new Set(made).size).toBe(200);
  });

  it('is stored so that it can be checked and not read', async () => {
    const stored = await hashPassword('Some-Password-1');
    expect(stored).not.toContain('Some');
    expect(await verifyPassword('Some-Password-1', stored)).toBe(true);
    expect(await verifyPassword('some-password-1', stored)).toBe(false);
    expect(await verifyPassword('Some-Password-1', 'plain')).toBe(false);
    expect(await hashPassword('Some-Password-1')).not.toBe(stored);
  });
});

describe('posts', () => {
  it('of administrators exclude each other and everything else', () => {
    expect(String(postConflict(['admin-system', 'admin-audit']))).toContain('三员互斥');
    expect(String(postConflict(['admin-security', 'post-site']))).toContain('不得兼任');
    expect(postConflict(['admin-audit', 'admin-audit'])).toBeUndefined();
    expect(postConflict(['post-site', 'post-chief'])).toBeUndefined();
  });
});
