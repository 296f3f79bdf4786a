export type Section = 'accounts' | 'audit';

/** What opens each section. */
export const SECTION_PERMISSIONS: Readonly<Record<Section, string>> = {
  accounts: 'accounts.read',
  audit: 'audit.read',
};
export const MANAGE_ACCOUNTS = 'accounts.manage';
