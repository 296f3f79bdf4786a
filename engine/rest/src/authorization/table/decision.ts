import type { Asked, Demand, Requirements } from '../requirement.js';
import { ifFound, right } from '../requirement.js';
import { every, list } from './lists.js';

/** By its key only what may be read is found; the rest is unknown, as in Camunda. */
const decision = async ({ engine, params, userId }: Asked): Promise<string | undefined> => {
  const { id, key, tenantId } = params;
  const found = await ifFound(() =>
    id === undefined
      ? engine.identity.runAs(userId, () => engine.decisions.getDecisionDefinitionByKey(key ?? '', tenantId ?? null))
      : engine.decisions.getDecisionDefinition(id),
  );
  return found?.key;
};
const requirements = async ({ engine, params, userId }: Asked): Promise<string | undefined> => {
  const { id, key, tenantId } = params;
  const found = await ifFound(() =>
    id === undefined
      ? engine.identity.runAs(userId, () =>
          engine.decisions.getDecisionRequirementsDefinitionByKey(key ?? '', tenantId ?? null),
        )
      : engine.decisions.getDecisionRequirementsDefinition(id),
  );
  return found?.key;
};

const onDecision =
  (permission: string): Demand =>
  async (asked) => {
    const key = await decision(asked);
    return key === undefined ? [] : [[right(permission, 'DecisionDefinition', key)]];
  };
const readRequirements: Demand = async (asked) => {
  const key = await requirements(asked);
  return key === undefined ? [] : [[right('READ', 'DecisionRequirementsDefinition', key)]];
};

const ADDRESSES = [':id', 'key/:key', 'key/:key/tenant-id/:tenantId'];
const everyWay = (resource: string, need: Demand, method: string, suffix: string): Requirements =>
  every(need, ...ADDRESSES.map((address) => `${method} /${resource}/${address}${suffix}`));
const DECISION_PATH = 'decision-definition';
const REQUIREMENTS_PATH = 'decision-requirements-definition';

export const DECISION: Requirements = {
  ...list(`/${DECISION_PATH}`),
  ...list(`/${REQUIREMENTS_PATH}`),
  ...everyWay(DECISION_PATH, onDecision('READ'), 'GET', ''),
  ...everyWay(DECISION_PATH, onDecision('READ'), 'GET', '/xml'),
  ...everyWay(DECISION_PATH, onDecision('READ'), 'GET', '/diagram'),
  ...everyWay(DECISION_PATH, onDecision('CREATE_INSTANCE'), 'POST', '/evaluate'),
  ...everyWay(DECISION_PATH, onDecision('UPDATE'), 'PUT', '/history-time-to-live'),
  ...everyWay(REQUIREMENTS_PATH, readRequirements, 'GET', ''),
  ...everyWay(REQUIREMENTS_PATH, readRequirements, 'GET', '/xml'),
  ...everyWay(REQUIREMENTS_PATH, readRequirements, 'GET', '/diagram'),
  'GET /history/decision-requirements-definition/:id/statistics': readRequirements,
};
