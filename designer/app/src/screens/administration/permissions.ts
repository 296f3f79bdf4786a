export type Section = 'accounts' | 'people' | 'units' | 'calendar' | 'grants' | 'policies' | 'operations' | 'audit';

/** What opens each section, in the order of the sections. */
export const SECTION_PERMISSIONS: Readonly<Record<Section, string>> = {
  accounts: 'accounts.read',
  people: 'accounts.manage',
  units: 'accounts.read',
  calendar: 'calendar.manage',
  policies: 'policies.read',
  grants: 'grants.confirm',
  operations: 'operations.read',
  audit: 'audit.read',
};
export const MANAGE_ACCOUNTS = 'accounts.manage';
export const MANAGE_UNITS = 'units.manage';
export const MANAGE_POLICIES = 'policies.manage';
export const GRANT_POSTS = 'accounts.grant';
/** Every administrator: proposes and confirms what is done to another one. */
export const BY_TWO = 'grants.confirm';
export const MANAGE_OPERATIONS = 'operations.manage';
/** Whoever confirms moves and corrections of cases they may see. */
export const CONFIRM_OPERATIONS = 'operations.confirm';
