import type { PageAndSort } from './common.js';

export interface UserQuery extends PageAndSort<'userId' | 'firstName' | 'lastName' | 'email'> {
  readonly id?: string;
  readonly idIn?: readonly string[];
  readonly firstName?: string;
  readonly firstNameLike?: string;
  readonly lastName?: string;
  readonly lastNameLike?: string;
  readonly email?: string;
  readonly emailLike?: string;
  readonly memberOfGroup?: string;
  readonly memberOfTenant?: string;
  /** A process definition id: users named as its candidate starters, alone or by a group. */
  readonly potentialStarter?: string;
}

export interface GroupQuery extends PageAndSort<'id' | 'name' | 'type'> {
  readonly id?: string;
  readonly idIn?: readonly string[];
  readonly name?: string;
  readonly nameLike?: string;
  readonly type?: string;
  readonly member?: string;
  readonly memberOfTenant?: string;
}

export interface TenantQuery extends PageAndSort<'id' | 'name'> {
  readonly id?: string;
  readonly name?: string;
  readonly nameLike?: string;
  readonly userMember?: string;
  readonly groupMember?: string;
  /** With `userMember`: also tenants the user belongs to by a group. */
  readonly includingGroupsOfUser?: boolean;
}

export interface AuthorizationQuery extends PageAndSort<'resourceType' | 'resourceId'> {
  readonly id?: string;
  readonly type?: number;
  readonly userIdIn?: readonly string[];
  readonly groupIdIn?: readonly string[];
  readonly resourceType?: number;
  readonly resourceId?: string;
}
