export { EnterpriseLookup, type EnterpriseLookupService } from './service.js';
