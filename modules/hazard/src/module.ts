import { CASES } from '@anliu/cases';
import type { AnliuModule, Platform } from '@anliu/kit';
import { extensionBeforeDue, orderIssued, twoOfficers } from './checks.js';

/** Offers the checks of hazard rectification to processes that name them in `anliu.check`. */
export function createHazardModule(platform: Platform): AnliuModule {
  const cases = platform.services.use(CASES);
  cases.registerCheck('hazard.two-officers', twoOfficers);
  cases.registerCheck('hazard.order-issued', orderIssued);
  cases.registerCheck('hazard.extension-before-due', extensionBeforeDue);
  return { name: 'hazard', permissions: [], routes: [] };
}
