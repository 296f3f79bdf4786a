import { CASES } from '@anliu/cases';
import type { AnliuModule, Platform } from '@anliu/kit';
import { LEGACY_CHECKS } from './legacy.js';
import { LIBRARY } from './library.js';

/** Offers the check library to processes (`anliu.check`). */
export function createChecksModule(platform: Platform): AnliuModule {
  const cases = platform.services.use(CASES);
  for (const [name, check] of Object.entries({ ...LIBRARY, ...LEGACY_CHECKS })) cases.registerCheck(name, check);
  return { name: 'checks', permissions: [], routes: [] };
}
