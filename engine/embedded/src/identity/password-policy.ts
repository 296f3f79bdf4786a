import type { CheckedPasswordPolicyRuleDto, PasswordPolicyRuleDto, UserProfileDto } from '@anliu/engine-protocol';

interface Rule extends PasswordPolicyRuleDto {
  readonly holds: (password: string, profile: Partial<UserProfileDto>) => boolean;
}

/** Shortest password of the policy. */
const MIN_PASSWORD_LENGTH = 10;
/** User data shorter than this may be part of a password. */
const MIN_COMPARED_LENGTH = 4;

const contains = (name: string, parameter: string, pattern: RegExp): Rule => ({
  placeholder: `PASSWORD_POLICY_${name}`,
  parameter: { [parameter]: '1' },
  holds: (password) => pattern.test(password),
});

/** Camunda's default policy. */
const RULES: readonly Rule[] = [
  {
    placeholder: 'PASSWORD_POLICY_USER_DATA',
    parameter: null,
    holds: (password, { id, firstName, lastName, email }) =>
      [id, firstName, lastName, email].every(
        (data) => !data || data.length < MIN_COMPARED_LENGTH || !password.toLowerCase().includes(data.toLowerCase()),
      ),
  },
  {
    placeholder: 'PASSWORD_POLICY_LENGTH',
    parameter: { minLength: String(MIN_PASSWORD_LENGTH) },
    holds: (password) => password.length >= MIN_PASSWORD_LENGTH,
  },
  contains('LOWERCASE', 'minLowerCase', /\p{Ll}/u),
  contains('UPPERCASE', 'minUpperCase', /\p{Lu}/u),
  contains('DIGIT', 'minDigit', /\d/),
  contains('SPECIAL', 'minSpecial', /[^\p{L}\d]/u),
];

export const policyRules = (): PasswordPolicyRuleDto[] =>
  RULES.map(({ placeholder, parameter }) => ({ placeholder, parameter }));

export const checkedRules = (password: string, profile: Partial<UserProfileDto>): CheckedPasswordPolicyRuleDto[] =>
  RULES.map(({ placeholder, parameter, holds }) => ({ placeholder, parameter, valid: holds(password, profile) }));
