/** Why an evaluation stopped, before the source text is known. `kind` chooses Camunda's wording around it. */
export class JuelFailure extends Error {
  readonly kind: 'property' | 'method' | 'other';

  constructor(kind: JuelFailure['kind'], reason: string) {
    super(reason);
    this.kind = kind;
  }
}

/** Camunda's message for a failure inside `source`. */
export function failureMessage(source: string, failure: JuelFailure): string {
  if (failure.kind === 'property') return `Unknown property used in expression: ${source}. Cause: ${failure.message}`;
  if (failure.kind === 'method') return `Unknown method used in expression: ${source}. Cause: ${failure.message}`;
  return `Error while evaluating expression: ${source}. Cause: ${failure.message}`;
}
