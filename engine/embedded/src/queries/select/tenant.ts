import { clause, isIn, whenTrue } from '../sql/clause.js';

/** The two tenant filters nearly every query has. */
export const tenantFilters = (alias: string) => ({
  tenantIdIn: isIn(`${alias}.tenant_id`),
  withoutTenantId: whenTrue(`${alias}.tenant_id IS NULL`),
});

/** Cases are not executed: a condition on one matches nothing. */
export const noCase = () => clause('0');

/** Modifies other filters of the same query, is none itself. */
export const noCondition = () => undefined;
