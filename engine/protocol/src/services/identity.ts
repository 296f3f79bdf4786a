import type {
  AuthorizationDto,
  AuthorizationInput,
  CheckedPasswordPolicyRuleDto,
  GroupDto,
  PasswordPolicyRuleDto,
  TenantDto,
  UserProfileDto,
} from '../dto/identity.js';
import type { AuthorizationQuery, GroupQuery, TenantQuery, UserQuery } from '../query/identity.js';

/** Users, groups and tenants the engine keeps itself. Unknown ids throw NotFoundError. */
export interface IdentityService {
  /** Makes calls in the name of an authenticated user: what changes is logged as theirs, what starts is started by them. */
  runAs<R>(userId: string, run: () => Promise<R>): Promise<R>;
  listUsers(query?: UserQuery): Promise<UserProfileDto[]>;
  countUsers(query?: UserQuery): Promise<number>;
  getUser(id: string): Promise<UserProfileDto>;
  /** The password is kept as a salted scrypt hash only. */
  createUser(profile: UserProfileDto, password: string | null): Promise<void>;
  updateUser(id: string, profile: UserProfileDto): Promise<void>;
  setPassword(id: string, password: string): Promise<void>;
  /** Also their memberships; an unknown id is no error. */
  deleteUser(id: string): Promise<void>;
  /** Whether that is the user's password. Failed attempts lock the user for growing times, at last until unlocked. */
  checkPassword(id: string, password: string): Promise<boolean>;
  unlockUser(id: string): Promise<void>;

  listGroups(query?: GroupQuery): Promise<GroupDto[]>;
  countGroups(query?: GroupQuery): Promise<number>;
  getGroup(id: string): Promise<GroupDto>;
  createGroup(group: GroupDto): Promise<void>;
  updateGroup(id: string, group: Omit<GroupDto, 'id'>): Promise<void>;
  deleteGroup(id: string): Promise<void>;
  addGroupMember(groupId: string, userId: string): Promise<void>;
  removeGroupMember(groupId: string, userId: string): Promise<void>;

  listTenants(query?: TenantQuery): Promise<TenantDto[]>;
  countTenants(query?: TenantQuery): Promise<number>;
  getTenant(id: string): Promise<TenantDto>;
  createTenant(tenant: TenantDto): Promise<void>;
  updateTenant(id: string, name: string | null): Promise<void>;
  deleteTenant(id: string): Promise<void>;
  addTenantMember(tenantId: string, member: TenantMember): Promise<void>;
  removeTenantMember(tenantId: string, member: TenantMember): Promise<void>;

  /** The rules of passwords; null when none are kept. */
  passwordPolicy(): readonly PasswordPolicyRuleDto[] | null;
  /** The same with what this password makes of them. */
  checkPasswordPolicy(
    password: string,
    profile?: Partial<UserProfileDto>,
  ): readonly CheckedPasswordPolicyRuleDto[] | null;
}

export type TenantMember = { readonly userId: string } | { readonly groupId: string };

export interface AuthorizationCheck {
  readonly userId: string;
  readonly permission: string;
  readonly resourceType: number;
  /** Absent: any resource of the type. */
  readonly resourceId?: string | null;
}

/** Stored permissions. The engine keeps them and answers about them; whether they bind anybody is the host's matter. */
export interface AuthorizationService {
  list(query?: AuthorizationQuery): Promise<AuthorizationDto[]>;
  count(query?: AuthorizationQuery): Promise<number>;
  get(id: string): Promise<AuthorizationDto>;
  create(type: number, input: AuthorizationInput): Promise<AuthorizationDto>;
  update(id: string, input: AuthorizationInput): Promise<void>;
  delete(id: string): Promise<void>;
  /** User before groups before everybody, a named resource before `*`, a grant before a revoke; nothing stored: no. */
  isUserAuthorized(check: AuthorizationCheck): Promise<boolean>;
}
