/** Paging and ordering every list query takes. Without `maxResults` everything is returned. */
export interface PageAndSort<SortBy extends string = string> {
  readonly firstResult?: number;
  readonly maxResults?: number;
  readonly sorting?: readonly Sorting<SortBy>[];
}

export interface Sorting<SortBy extends string = string> {
  readonly sortBy: SortBy;
  readonly sortOrder: 'asc' | 'desc';
  /** For sorting by a variable: its name and type. */
  readonly parameters?: { readonly variable: string; readonly type: string };
}

export type ComparisonOperator = 'eq' | 'neq' | 'gt' | 'gteq' | 'lt' | 'lteq' | 'like' | 'notLike';

/** A condition on a variable's value; numbers compare with numbers of any type, strings with strings. */
export interface VariableCondition {
  readonly name: string;
  readonly operator: ComparisonOperator;
  readonly value: unknown;
}
