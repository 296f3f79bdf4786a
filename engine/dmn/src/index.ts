export * from './model.js';
export { parseDmn, type ParsedDmn } from './parse-dmn.js';
export { openDmn, serialiseDmn } from './round-trip.js';
export { DecisionLibrary } from './evaluate/library.js';
export {
  evaluateDecision,
  evaluateDecisionService,
  type EvaluationRequest,
  type EvaluationResult,
} from './evaluate/evaluate.js';
export type { Diagnostic, DiagnosticCode } from './evaluate/diagnostic.js';
export type { Dialect } from './evaluate/run.js';
export type { Names } from './evaluate/scope.js';
export type { EvaluatedDecision, EvaluatedTable, MatchedRule } from './evaluate/trace.js';
export * as dmnLimits from './limits.js';
