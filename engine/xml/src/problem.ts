/** Something found in a model. Errors refuse the deployment, warnings do not. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Stable, upper case; the key under which a user interface keeps its own wording. */
  readonly code: string;
  /** Camunda 7's wording where Camunda has one. */
  readonly message: string;
  /** The elements concerned, main element first. */
  readonly elementIds: readonly string[];
  readonly mainElementId: string | undefined;
  /** From 1, of the element's start tag. */
  readonly line: number;
  readonly column: number;
}
