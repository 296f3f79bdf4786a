import type { AnliuModule, Platform } from '@anliu/kit';
import type { FirstRun } from './first-run.js';
import { setupRoutes } from './setup-routes.js';

/** What comes before anybody can log in. Started last: it asks the others what there is. */
export const createSetupModule = (platform: Platform, firstRun: FirstRun): AnliuModule => ({
  name: 'setup',
  permissions: [],
  routes: setupRoutes(platform, firstRun),
  start: () => firstRun.start(),
});
