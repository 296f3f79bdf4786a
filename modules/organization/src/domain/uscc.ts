// 统一社会信用代码, GB 32100-2015, with the organisation code of GB 11714 in positions 9–17.

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const SHAPE = /^[0-9A-HJ-NP-RTUW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}$/;

export type UsccProblem = 'shape' | 'organization-code' | 'check-digit';

/** Digits count as themselves, letters from A = 10 (GB 11714). */
const organizationValue = (char: string): number => (char <= '9' ? Number(char) : char.charCodeAt(0) - 55);

/** The check character of an eight-character organisation code. */
export function organizationCheck(code8: string): string {
  const sum = ORGANIZATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * organizationValue(code8[index] ?? '0'),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** The eighteenth character for the first seventeen. */
export function usccCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(first17[index] ?? '0'), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? '0';
}

/** What is wrong with a code in upper case, or undefined when it is valid. */
export function usccProblem(code: string): UsccProblem | undefined {
  if (!SHAPE.test(code)) return 'shape';
  if (organizationCheck(code.slice(8, 16)) !== code[16]) return 'organization-code';
  if (usccCheck(code.slice(0, 17)) !== code[17]) return 'check-digit';
  return undefined;
}

export const isUscc = (code: string): boolean => usccProblem(code) === undefined;
