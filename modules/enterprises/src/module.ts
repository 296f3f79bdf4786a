import type { AnliuModule, Platform } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import { registerDemoEnterprises } from './demo-enterprises.js';
import { enterpriseRoutes } from './http/routes.js';
import { Imports } from './importing/imports.js';
import { PERMISSIONS } from './permissions.js';
import { EnterpriseLookup } from './service.js';
import { enterpriseModels } from './store/models.js';
import { Registry } from './store/registry.js';

/** The registry of enterprises and imports into it. */
export function createEnterprisesModule(platform: Platform): AnliuModule {
  const organization = platform.services.use(Organization);
  const models = enterpriseModels(platform.storage);
  const registry = new Registry(models, organization);
  const imports = new Imports({
    models,
    registry,
    organization,
    now: () => platform.clock.now(),
    audit: (entry) => platform.audit(entry),
  });
  platform.services.provide(EnterpriseLookup, registry);
  return {
    name: 'enterprises',
    permissions: PERMISSIONS,
    routes: enterpriseRoutes(registry, imports, organization),
    async start() {
      await imports.recover();
      const demo = await organization.demonstration();
      if (demo && (await registry.count()) < demo.enterprises.length) {
        const created = await registerDemoEnterprises(registry, demo, platform.clock.now());
        platform.log.info('demonstration enterprises registered', { created });
      }
    },
  };
}
