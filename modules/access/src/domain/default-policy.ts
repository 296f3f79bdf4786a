import type { PlaceId } from '@anliu/contract';

/** Posts that share what every official, or every person of an enterprise, may do. */
export const POST_GROUPS: Readonly<Record<string, readonly string[]>> = {
  official: [
    'post-window',
    'post-review',
    'post-site',
    'post-law',
    'post-chief',
    'post-decide',
    'post-ccommittee',
    'post-duty',
    'post-safetyoffice',
    'post-stat',
    'post-town',
    'post-data',
  ],
  enterprise: ['ent-principal', 'ent-safety', 'ent-owner', 'ent-worker'],
};

const CASEWORK = [
  'tasks.read',
  'tasks.work',
  'cases.read',
  'cases.start',
  'files.read',
  'files.upload',
  'documents.read',
  'codes.read',
  'calendar.read',
  'forms.read',
  'notices.read',
  'directory.read',
  'enterprises.read',
];

const CONFIGURATION = [
  'packs.read',
  'packs.edit',
  'packs.publish',
  'packs.confirm',
  'forms.read',
  'codes.read',
  'codes.manage',
  'calendar.read',
  'calendar.manage',
  'directory.read',
  'notices.read',
  'enterprises.read',
  'enterprises.import',
];

/**
 * Who may do what in a new installation, in every region. The rows become data at the first start; the security administrator
 * changes them from then on. A permission that a later version brings gets its default rows once.
 */
export const DEFAULT_POLICY: Readonly<Record<string, readonly string[]>> = {
  official: CASEWORK,
  enterprise: CASEWORK,
  'post-review': ['enterprises.import'],
  'post-chief': ['enterprises.import', 'documents.void', 'operations.confirm'],
  'post-stat': ['enterprises.import'],
  'post-decide': ['documents.void', 'packs.confirm', 'operations.confirm'],
  'post-law': ['packs.confirm'],
  'post-config': CONFIGURATION,
  'admin-system': [
    'accounts.read',
    'accounts.manage',
    'units.manage',
    'grants.confirm',
    'system.read',
    'operations.read',
    'operations.manage',
    'calendar.read',
    'calendar.manage',
  ],
  'admin-security': ['accounts.read', 'accounts.grant', 'grants.confirm', 'policies.read', 'policies.manage'],
  'admin-audit': ['accounts.read', 'grants.confirm', 'policies.read', 'audit.read'],
};

/** Places of the shell in their order, and what opens each: one of the permissions, for officials only where marked. */
export const PLACES: readonly { place: PlaceId; anyOf: readonly string[]; officialsOnly?: true }[] = [
  { place: 'workbench', anyOf: ['tasks.work'] },
  { place: 'cases', anyOf: ['cases.read'] },
  { place: 'enterprises', anyOf: ['enterprises.read'], officialsOnly: true },
  { place: 'statistics', anyOf: ['statistics.read'] },
  { place: 'configuration', anyOf: ['packs.read'] },
  {
    place: 'administration',
    anyOf: ['accounts.read', 'accounts.manage', 'policies.read', 'audit.read', 'system.read', 'operations.read'],
  },
];
