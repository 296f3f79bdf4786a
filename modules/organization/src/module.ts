import { Proposals, type AnliuModule, type Platform } from '@anliu/kit';
import { readDemoRegion } from './demo/demo-region.js';
import { seedDemoRegion } from './demo/seed.js';
import { dayOf } from '@anliu/office-time';
import { shippedRegions } from './domain/regions.js';
import { organizationRoutes } from './http/routes.js';
import { unitMoveKind, unitRoutes } from './http/unit-routes.js';
import { PERMISSIONS } from './permissions.js';
import { Organization } from './service.js';
import { Directory } from './store/directory.js';
import { organizationModels } from './store/models.js';

/** Regions, organisations, posts and people. An installation without people starts with the demonstration region. */
export function createOrganizationModule(platform: Platform): AnliuModule {
  const models = organizationModels(platform.storage);
  const directory = new Directory(models, shippedRegions(), () => dayOf(platform.clock.now()));
  platform.services.provide(Organization, directory);
  return {
    name: 'organization',
    permissions: PERMISSIONS,
    routes: [...organizationRoutes(directory), ...unitRoutes(platform, directory)],
    async start() {
      // Whoever keeps proposals was created after this module.
      if (platform.services.has(Proposals)) platform.services.use(Proposals).define(unitMoveKind(directory));
      if (platform.config.demonstration && (await seedDemoRegion(models, readDemoRegion(), platform.clock.now()))) {
        platform.log.info('demonstration region loaded', { region: platform.config.region });
      }
      await directory.reload();
    },
  };
}
