export * from './batch-entities.js';
export * from './behaviour.js';
export { BpmnError } from './bpmn-error.js';
export * from './columns.js';
export * as commands from './commands/index.js';
export { Context } from './context.js';
export type { DecisionRule } from './decision-result.js';
export { decisionRows } from './decisions.js';
export type {
  DecisionEvaluator,
  DecisionInputSeed,
  DecisionOutcome,
  DecisionOutputSeed,
  DecisionRequest,
  EvaluatedDecisionSeed,
} from './decisions.js';
export * from './due-dates.js';
export * from './effects.js';
export { createLooseJob, finishLooseJob, rescheduleLooseJob } from './loose-jobs.js';
export type { LooseJob } from './loose-jobs.js';
export * from './entities.js';
export * from './environment.js';
export * from './graph.js';
export * from './identity-entities.js';
export { initialVariablesOf } from './initial-variables.js';
export { startInstance } from './instances.js';
export type { StartRequest } from './instances.js';
export { jobDefinitionKey, jobDefinitionsOf } from './jobs.js';
export type { JobDefinitionSeed } from './jobs.js';
export * from './kernel.js';
export * from './limits.js';
export * as migration from './migration/index.js';
export { broadcast } from './signals.js';
export type { Broadcast } from './signals.js';
export * from './store.js';
export * from './tree.js';
export * from './values.js';
export { getVariable, visibleVariables } from './variables.js';
export { noteFormFields } from './variable-details.js';
export { scopeFor } from './expressions.js';
export { evaluateStartCondition } from './start-conditions.js';
export type { StartConditions } from './start-conditions.js';
