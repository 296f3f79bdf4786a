import type { PermissionDeclaration } from '@anliu/kit';
import { say } from './sentences.js';

export const PERMISSIONS = [
  { id: 'directory.read', title: say.permissionDirectory },
  { id: 'units.manage', title: say.permissionUnits },
] as const satisfies readonly PermissionDeclaration[];
