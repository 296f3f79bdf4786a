export { createEnterprisesModule } from './module.js';
export { EnterpriseLookup, type EnterpriseLookupService } from './service.js';
export { readTable } from './importing/read-table.js';
