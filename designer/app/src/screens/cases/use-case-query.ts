import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { CaseQuery } from '../../api/cases.js';

/** Rows of a page. */
export const CASE_PAGE = 20;

export interface CaseFilters {
  q: string;
  kind: string;
  progress: '' | 'open' | 'closed';
  overdue: boolean;
  enterprise: string;
  page: number;
}

const one = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Filters and page live in the address: sending it, going back or reloading shows the same list. */
export function useCaseQuery() {
  const route = useRoute();
  const router = useRouter();
  const filters = computed<CaseFilters>(() => {
    const progress = one(route.query['progress']);
    return {
      q: one(route.query['q']),
      kind: one(route.query['kind']),
      progress: progress === 'open' || progress === 'closed' ? progress : '',
      overdue: route.query['overdue'] === '1',
      enterprise: one(route.query['enterprise']),
      page: Math.max(1, Math.trunc(Number(one(route.query['page']))) || 1),
    };
  });
  const query = computed<CaseQuery>(() => {
    const { q, kind, progress, overdue, enterprise, page } = filters.value;
    return {
      page,
      size: CASE_PAGE,
      ...(q ? { q } : {}),
      ...(kind ? { kind } : {}),
      ...(progress ? { closed: progress === 'closed' } : {}),
      ...(overdue ? { overdue: true } : {}),
      ...(enterprise ? { enterprise } : {}),
    };
  });
  const filtered = computed(() => Object.keys(query.value).length > 2);

  /** Changes filters; everything but a turned page starts again at page 1. */
  function change(next: Partial<CaseFilters>): void {
    const merged = { ...filters.value, page: 1, ...next };
    const parameters: Record<string, string> = {};
    for (const [name, value] of Object.entries(merged)) {
      if (name === 'page' ? merged.page > 1 : value) parameters[name] = value === true ? '1' : String(value);
    }
    void router.push({ query: parameters });
  }
  const clear = (): void => void router.push({ query: {} });

  return { filters, query, filtered, change, clear };
}
