export * from './tables/index.js';
export type { Behaviour, Behaviours } from './state/context.js';
export { BpmnError } from './flow/bpmn-error.js';
export * as commands from './commands/index.js';
export { Context } from './state/context.js';
export type { DecisionRule } from './values/decision-result.js';
export { decisionRows } from './values/decisions.js';
export type {
  DecisionEvaluator,
  DecisionInputSeed,
  DecisionOutcome,
  DecisionOutputSeed,
  DecisionRequest,
  EvaluatedDecisionSeed,
} from './values/decision-evaluator.js';
export * from './state/effects.js';
export { createLooseJob, finishLooseJob, rescheduleLooseJob } from './waiting/loose-jobs.js';
export type { LooseJob } from './waiting/loose-jobs.js';
export * from './state/environment.js';
export * from './state/graph.js';
export { initialVariablesOf } from './values/initial-variables.js';
export { startInstance } from './flow/instances.js';
export type { StartRequest } from './flow/instances.js';
export { jobDefinitionKey, jobDefinitionsOf } from './waiting/jobs.js';
export type { JobDefinitionSeed } from './waiting/jobs.js';
export * from './kernel.js';
export * from './limits.js';
export * as migration from './migration/index.js';
export { broadcast } from './waiting/signals.js';
export type { Broadcast } from './waiting/signals.js';
export * from './state/store.js';
export * from './state/tree.js';
export { longOf } from './values/longs.js';
export * from './values/stored-value.js';
export { getVariable, visibleVariables } from './values/variables.js';
export { noteFormFields } from './history/variable-details.js';
export { scopeFor } from './values/expressions.js';
export { evaluateStartCondition } from './waiting/start-conditions.js';
export type { StartConditions } from './waiting/start-conditions.js';
