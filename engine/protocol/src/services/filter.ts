import type { PageAndSort } from '../query/common.js';

/** A saved query with what a task list wants to remember of it (`color`, `priority`, `variables`, …). */
export interface FilterDto {
  readonly id: string;
  readonly resourceType: string;
  readonly name: string;
  readonly owner: string | null;
  readonly query: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface FilterInput extends Omit<FilterDto, 'id' | 'owner'> {
  readonly owner?: string | null;
}

export interface FilterQuery extends PageAndSort<'filterId' | 'name' | 'owner' | 'resourceType'> {
  readonly filterId?: string;
  readonly resourceType?: string;
  readonly name?: string;
  readonly nameLike?: string;
  readonly owner?: string;
}

/** Saved task queries. Unknown ids throw NotFoundError. */
export interface FilterService {
  list(query?: FilterQuery): Promise<FilterDto[]>;
  count(query?: FilterQuery): Promise<number>;
  get(id: string): Promise<FilterDto>;
  create(input: FilterInput): Promise<FilterDto>;
  update(id: string, input: FilterInput): Promise<void>;
  delete(id: string): Promise<void>;
  /** The query with its `…Expression` fields replaced by what they give for that user now. */
  resolve(query: FilterDto['query'], userId: string | null): Record<string, unknown>;
}
