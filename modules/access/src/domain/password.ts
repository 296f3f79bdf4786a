import { randomInt } from 'node:crypto';
import { passwordScore } from './password-strength.js';
import { PROFILES, type SecurityProfile } from './security-profile.js';

export const MAX_PASSWORD_LENGTH = 128;

/** The same character four times in a row. */
const REPEATED = /(.)\1\1\1/;
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Why a new password is refused, as a sentence that says what to do; undefined when it is good. */
export function passwordProblem(
  password: string,
  context: { login: string; name: string },
  rules: SecurityProfile['password'] = PROFILES['gb22239-l3'].password,
): string | undefined {
  const length = [...password].length;
  if (length < rules.minLength) return `新口令至少 ${rules.minLength} 位，现在是 ${length} 位。`;
  if (length > MAX_PASSWORD_LENGTH) return `新口令最多 ${MAX_PASSWORD_LENGTH} 位，现在是 ${length} 位。`;
  if (KINDS.filter((kind) => kind.test(password)).length < rules.minKinds) {
    return `新口令须包含大写字母、小写字母、数字、符号中的至少 ${rules.minKinds} 种。`;
  }
  const lower = password.toLowerCase();
  if (lower.includes(context.login.toLowerCase()) || lower.includes(context.name.toLowerCase())) {
    return '新口令不能包含登录名或姓名，请换一个。';
  }
  if (REPEATED.test(password)) return '新口令不能有连续四个相同的字符，请换一个。';
  if (passwordScore(password, [context.login, context.name]) < rules.minScore) {
    return '新口令太容易被猜到（常见词、日期、键盘顺序或简单替换），请用几个不相干的词加数字、符号组成。';
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
