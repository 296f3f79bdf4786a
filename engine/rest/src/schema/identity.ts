import { z } from 'zod';
import type { AuthorizationDto, GroupDto, TenantDto, UserProfileDto } from '@anliu/engine-protocol';
import { dateTime, dto, flag, maybe, number, text } from './common.js';

export const userProfileDto = dto('UserProfileDto', {
  id: text,
  firstName: maybe(text),
  lastName: maybe(text),
  email: maybe(text),
}) satisfies z.ZodType<UserProfileDto>;

export const groupDto = dto('GroupDto', {
  id: text,
  name: maybe(text),
  type: maybe(text),
}) satisfies z.ZodType<GroupDto>;

export const tenantDto = dto('TenantDto', { id: text, name: maybe(text) }) satisfies z.ZodType<TenantDto>;

export const authorizationDto = dto('AuthorizationDto', {
  id: text,
  type: number,
  permissions: z.array(text),
  userId: maybe(text),
  groupId: maybe(text),
  resourceType: number,
  resourceId: text,
  removalTime: maybe(dateTime),
  rootProcessInstanceId: maybe(text),
}) satisfies z.ZodType<AuthorizationDto>;

export const authorizationCheckDto = dto('AuthorizationCheckResultDto', {
  permissionName: text,
  resourceName: text,
  resourceId: maybe(text),
  authorized: maybe(flag),
});

const rule = { placeholder: text, parameter: maybe(z.record(z.string(), text)) };
export const passwordPolicyDto = dto('PasswordPolicyDto', { rules: z.array(z.strictObject(rule)) });
export const checkedPasswordPolicyDto = dto('CheckPasswordPolicyResultDto', {
  rules: z.array(z.strictObject({ ...rule, valid: flag })),
  valid: flag,
});

export const authenticationDto = dto('AuthenticationResult', { authenticatedUser: text, authenticated: flag });

export const groupInfoDto = dto('IdentityServiceGroupInfoDto', {
  groups: z.array(z.strictObject({ id: text, name: maybe(text) })),
  groupUsers: z.array(
    z.strictObject({ id: text, firstName: maybe(text), lastName: maybe(text), displayName: maybe(text) }),
  ),
});

export const resourceOptionsDto = dto('ResourceOptionsDto', {
  links: z.array(z.strictObject({ method: text, href: text, rel: text })),
});

export const filterDto = dto('FilterDto', {
  id: text,
  resourceType: text,
  name: text,
  owner: maybe(text),
  query: z.record(z.string(), z.unknown()),
  properties: z.record(z.string(), z.unknown()),
  itemCount: number.exactOptional(),
});
