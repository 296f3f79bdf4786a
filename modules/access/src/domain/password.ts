import { randomInt } from 'node:crypto';
import { passwordScore } from './password-strength.js';
import { PROFILES, type SecurityProfile } from './security-profile.js';
import type { Sentence } from '@anliu/sentences';
import { say } from '../sentences.js';

export const MAX_PASSWORD_LENGTH = 128;

/** The same character four times in a row. */
const REPEATED = /(.)\1\1\1/;
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Why a new password is refused, as a sentence that says what to do; undefined when it is good. */
export function passwordProblem(
  password: string,
  context: { login: string; name: string },
  rules: SecurityProfile['password'] = PROFILES['gb22239-l3'].password,
): Sentence | undefined {
  const length = [...password].length;
  if (length < rules.minLength) return say.passwordTooShort({ min: rules.minLength, actual: length });
  if (length > MAX_PASSWORD_LENGTH) return say.passwordTooLong({ max: MAX_PASSWORD_LENGTH, actual: length });
  if (KINDS.filter((kind) => kind.test(password)).length < rules.minKinds) {
    return say.passwordKinds({ kinds: rules.minKinds });
  }
  const lower = password.toLowerCase();
  if (lower.includes(context.login.toLowerCase()) || lower.includes(context.name.toLowerCase())) {
    return say.passwordOfName;
  }
  if (REPEATED.test(password)) return say.passwordRepeats;
  if (passwordScore(password, [context.login, context.name]) < rules.minScore) {
    return say.passwordGuessable;
  }
  return undefined;
}

/** Letters that cannot be mistaken for one another when read aloud or copied from paper. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';

const pick = (alphabet: string, count: number): string =>
  Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');

/** A random password (about 61 bits) that satisfies the policy, e.g. `Kwhme-4827-pzdrt`. */
export function generatePassword(): string {
  for (;;) {
    const password = `${pick(READABLE, 1).toUpperCase()}${pick(READABLE, 4)}-${pick(DIGITS, 4)}-${pick(READABLE, 5)}`;
    // Chance may repeat a character as often as the policy forbids; then the dice are cast again.
    if (!REPEATED.test(password)) return password;
  }
}
