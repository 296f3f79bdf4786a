import type { DateTimeString } from '../time.js';

export interface UserProfileDto {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
}

export interface GroupDto {
  readonly id: string;
  readonly name: string | null;
  readonly type: string | null;
}

export interface TenantDto {
  readonly id: string;
  readonly name: string | null;
}

/** What a user, a group or everybody (`userId` `*`) may or may not do with a resource (`*`: with all of its type). */
export interface AuthorizationDto {
  readonly id: string;
  /** 0 global, 1 grant, 2 revoke. */
  readonly type: number;
  /** Names; of a revoke those that are revoked. */
  readonly permissions: readonly string[];
  readonly userId: string | null;
  readonly groupId: string | null;
  readonly resourceType: number;
  readonly resourceId: string;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

export interface AuthorizationInput {
  readonly permissions: readonly string[];
  readonly userId?: string | null;
  readonly groupId?: string | null;
  readonly resourceType: number;
  readonly resourceId: string;
}

export interface PasswordPolicyRuleDto {
  /** The key clients translate, e.g. `PASSWORD_POLICY_LENGTH`. */
  readonly placeholder: string;
  readonly parameter: Readonly<Record<string, string>> | null;
}

export interface CheckedPasswordPolicyRuleDto extends PasswordPolicyRuleDto {
  readonly valid: boolean;
}
