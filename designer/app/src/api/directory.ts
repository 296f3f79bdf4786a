import type { CodeItem, PersonRef, RegionRef } from '@anliu/contract';
import { http } from './http.js';

export const peopleApi = {
  search: (query: { q?: string; post?: string; organization?: string }, signal?: AbortSignal): Promise<PersonRef[]> =>
    http
      .get<PersonRef[] | { items: PersonRef[] }>('/api/people', { query: { ...query }, ...(signal ? { signal } : {}) })
      .then((body) => (Array.isArray(body) ? body : body.items)),
};

export const codesApi = {
  table: (id: string, on?: string): Promise<{ id: string; title: string; items: CodeItem[] }> =>
    http.get(`/api/codes/${encodeURIComponent(id)}`, { query: { on } }),
};

export const regionsApi = {
  /** Regions directly below `parent`; without it the region of one's own office. */
  below: (parent?: string): Promise<RegionRef[]> => http.get('/api/regions', { query: { parent } }),
};
