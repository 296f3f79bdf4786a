export { createCodesModule } from './module.js';
export { CODES, type CodesService } from './service.js';
export { itemsOn, nameOf, type CodeTable } from './domain/table.js';
export { CodeTableError, parseCodeTable, type CodeTableProblem } from './domain/parse.js';
export * from './limits.js';
