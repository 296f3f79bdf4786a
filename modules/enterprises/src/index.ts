export { createEnterprisesModule } from './module.js';
export { EnterpriseLookup, type EnterpriseLookupService } from './service.js';
