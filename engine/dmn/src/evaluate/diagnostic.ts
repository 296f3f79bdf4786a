export type DiagnosticCode =
  | 'EXPRESSION_SYNTAX'
  | 'EXPRESSION_LANGUAGE'
  | 'EXPRESSION_FAILED'
  | 'EXPRESSION_WARNING'
  | 'FUNCTION_KIND'
  | 'FUNCTION_ARGUMENTS'
  | 'TYPE_UNKNOWN'
  | 'TYPE_MISMATCH'
  | 'INPUT_NOT_ALLOWED'
  | 'OUTPUT_NOT_ALLOWED'
  | 'HIT_POLICY_UNIQUE'
  | 'HIT_POLICY_ANY'
  | 'HIT_POLICY_PRIORITY'
  | 'AGGREGATION'
  | 'DECISION_WITHOUT_LOGIC'
  | 'REFERENCE_UNRESOLVED'
  | 'REQUIREMENT_CYCLE'
  | 'LIMIT';

/** Something found while a decision was evaluated. What failed is null in the result; the rest is as it should be. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: DiagnosticCode;
  readonly message: string;
  /** The innermost element with an id. */
  readonly elementId: string | undefined;
  readonly line: number;
  readonly column: number;
}
