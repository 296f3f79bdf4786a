import type { Asked, Demand, Requirements } from '../requirement.js';
import { both, ifFound, right, textIn } from '../requirement.js';
import { SUSPEND, definitionKeyOf, onInstance } from '../instance.js';
import { every, list } from './lists.js';

/** The key of the definition a path addresses, by id, by key, or by key and tenant; undefined when there is none. */
async function addressed({ engine, params, userId }: Asked): Promise<string | undefined> {
  const { id, key, tenantId } = params;
  const found = await ifFound(() =>
    id === undefined
      ? // By its key only a definition that may be read is found; the others are unknown, as in Camunda.
        engine.identity.runAs(userId, () => engine.repository.getProcessDefinitionByKey(key ?? '', tenantId ?? null))
      : engine.repository.getProcessDefinition(id),
  );
  return found?.key;
}

/** The same where the operation takes any key, also one it will find nothing of. */
const named = async (asked: Asked): Promise<string | undefined> => asked.params['key'] ?? addressed(asked);

const onAddressed =
  (...anyOf: readonly string[]): Demand =>
  async (asked) => {
    const key = await addressed(asked);
    return key === undefined ? [] : [anyOf.map((permission) => right(permission, 'ProcessDefinition', key))];
  };

const startOf = (key: string) => [
  [right('CREATE', 'ProcessInstance')],
  [right('CREATE_INSTANCE', 'ProcessDefinition', key)],
];
const START: Demand = async (asked) => {
  const key = await addressed(asked);
  return key === undefined ? [] : startOf(key);
};

/** Suspending a definition, and with it its instances when the body says so. */
const suspending =
  (keyOf: (asked: Asked) => Promise<string | undefined>): Demand =>
  async (asked) => {
    const key = await keyOf(asked);
    if (key === undefined) return [];
    const { includeProcessInstances } = await asked.body();
    return [
      [right('SUSPEND', 'ProcessDefinition', key), right('UPDATE', 'ProcessDefinition', key)],
      ...(includeProcessInstances === true ? [onInstance(null, key, SUSPEND)] : []),
    ];
  };
const selectedKey = async (asked: Asked): Promise<string | undefined> => {
  const body = await asked.body();
  return textIn(body, 'processDefinitionKey') ?? (await definitionKeyOf(asked, textIn(body, 'processDefinitionId')));
};

const ADDRESSES = [':id', 'key/:key', 'key/:key/tenant-id/:tenantId'];
const everyWay = (need: Demand, method: string, suffix: string): Requirements =>
  every(need, ...ADDRESSES.map((address) => `${method} /process-definition/${address}${suffix}`));

const READ = onAddressed('READ');
const DELETE: Demand = async (asked) => {
  const key = await named(asked);
  return key === undefined ? [] : [[right('DELETE', 'ProcessDefinition', key)]];
};
const RESTART = both(START, onAddressed('READ_HISTORY'));

export const PROCESS_DEFINITION: Requirements = {
  ...list('/process-definition'),
  'GET /process-definition/statistics': 'filtered',
  'PUT /process-definition/suspended': suspending(selectedKey),
  ...everyWay(READ, 'GET', ''),
  ...everyWay(READ, 'GET', '/xml'),
  ...everyWay(READ, 'GET', '/diagram'),
  ...everyWay(READ, 'GET', '/startForm'),
  ...everyWay(READ, 'GET', '/form-variables'),
  ...everyWay(READ, 'GET', '/rendered-form'),
  ...everyWay(READ, 'GET', '/deployed-start-form'),
  ...everyWay(READ, 'GET', '/statistics'),
  'GET /process-definition/:id/static-called-process-definitions': READ,
  ...everyWay(START, 'POST', '/start'),
  ...everyWay(START, 'POST', '/submit-form'),
  ...everyWay(suspending(named), 'PUT', '/suspended'),
  ...everyWay(onAddressed('UPDATE'), 'PUT', '/history-time-to-live'),
  ...everyWay(DELETE, 'DELETE', ''),
  'POST /process-definition/:id/restart': RESTART,
};
