import {
  int,
  json,
  maybeInt,
  maybeReal,
  maybeText,
  maybeTextIndexed,
  maybeTime,
  table,
  text,
  textIndexed,
  timeIndexed,
} from './columns.js';

/** One version of a decision that can be evaluated by its key. */
export const DECISION_DEFINITION = table(
  'decision_definition',
  {
    /** `key:version:uuid`. */
    id: text,
    key: textIndexed,
    version: int,
    /** The namespace of the model. */
    category: maybeText,
    name: maybeText,
    deploymentId: textIndexed,
    resourceName: text,
    diagramResourceName: maybeText,
    /** Null when its model has no other decision. */
    decisionRequirementsDefinitionId: maybeTextIndexed,
    decisionRequirementsDefinitionKey: maybeText,
    historyTimeToLive: maybeInt,
    versionTag: maybeText,
    tenantId: maybeText,
  },
  [['key', 'version']],
);

/** A model with several decisions. */
export const DECISION_REQUIREMENTS_DEFINITION = table(
  'decision_requirements_definition',
  {
    id: text,
    key: textIndexed,
    version: int,
    category: maybeText,
    name: maybeText,
    deploymentId: textIndexed,
    resourceName: text,
    diagramResourceName: maybeText,
    tenantId: maybeText,
  },
  [['key', 'version']],
);

/** One evaluation of one decision; those it required have rows of their own that name it as their root. */
export const HISTORIC_DECISION_INSTANCE = table('hi_decision_instance', {
  id: text,
  decisionDefinitionId: textIndexed,
  decisionDefinitionKey: text,
  decisionDefinitionName: maybeText,
  decisionRequirementsDefinitionId: maybeTextIndexed,
  decisionRequirementsDefinitionKey: maybeText,
  processDefinitionId: maybeTextIndexed,
  processDefinitionKey: maybeText,
  processInstanceId: maybeTextIndexed,
  rootProcessInstanceId: maybeText,
  executionId: maybeText,
  activityId: maybeText,
  activityInstanceId: maybeText,
  userId: maybeText,
  evaluationTime: timeIndexed,
  removalTime: maybeTime,
  collectResultValue: maybeReal,
  rootDecisionInstanceId: maybeTextIndexed,
  /** `DecisionInputSeed[]` and `DecisionOutputSeed[]` of `decisions.ts`. */
  inputs: json,
  outputs: json,
  tenantId: maybeText,
});
