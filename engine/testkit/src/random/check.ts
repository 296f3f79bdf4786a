import { isDeepStrictEqual } from 'node:util';
import type { EmbeddedEngine } from '@anliu/engine-embedded';
import { RUNTIME_TABLES } from '@anliu/engine-kernel';
import type { Execution, RuntimeKind } from '@anliu/engine-kernel';
import type { ActivityInstanceDto } from '@anliu/engine-protocol';
import type { Expectation } from './expectation.js';
import type { Tally } from './ledger.js';
import { equal, familyOf, Mismatch, prepared } from './mismatch.js';
import { actualPicture, expectedPicture } from './picture.js';

const KINDS = Object.keys(RUNTIME_TABLES) as RuntimeKind[];

/** The instance does what the path made of it. */
export function checkState(engine: EmbeddedEngine, rootId: string, expectation: Expectation): void {
  const { store } = engine.core.state;
  const isRunning = store.get('execution', rootId) !== undefined;
  equal(isRunning, !expectation.isOver, 'the instance is running');
  if (isRunning) equal(actualPicture(store, rootId).text, expectedPicture(expectation.root.root).text, 'state');
}

/** Every row belongs to something that is alive, and Camunda's projection of the tree is well formed. */
export function checkTree(engine: EmbeddedEngine, rootId: string): void {
  const { store } = engine.core.state;
  const broken = (what: string, row: unknown): never => {
    throw new Mismatch(`${what}: ${JSON.stringify(row)}`);
  };
  for (const id of familyOf(engine, rootId)) {
    const rows = store.ofInstance('execution', id);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const row of rows) {
      if (row.kind === 'instance') continue;
      const owner = byId.get(row.ownerId ?? '');
      if (!owner) broken('execution without an owner', row);
      else if (row.kind === 'token' && owner.kind === 'token') broken('token inside a token', row);
      else if (row.kind === 'scope' && (owner.kind !== 'token' || owner.state !== 'hosting'))
        broken('scope without a hosting token', row);
      if (row.isVisible && !byId.get(row.parentId ?? '')?.isVisible)
        broken('visible execution below an invisible one', row);
      if (row.kind === 'token') checkToken(rows, row, broken);
    }
    const visible = (executionId: string | null): boolean => byId.get(executionId ?? '')?.isVisible === true;
    for (const kind of ['task', 'externalTask', 'job', 'eventSubscription', 'variable', 'incident'] as const) {
      for (const row of store.ofInstance(kind, id)) {
        if (!visible(row.executionId)) broken(`${kind} at an execution Camunda does not show`, row);
        const owner = 'tokenId' in row ? row.tokenId : 'ownerId' in row ? row.ownerId : null;
        const isTaskVariable = kind === 'variable' && 'taskId' in row && row.taskId !== null;
        if (kind !== 'incident' && !isTaskVariable && !byId.has(owner ?? ''))
          broken(`${kind} without a living owner`, row);
      }
    }
  }
}

function checkToken(rows: readonly Execution[], token: Execution, broken: (what: string, row: unknown) => never): void {
  const hosts = rows.filter((row) => row.ownerId === token.id && row.kind === 'scope').length;
  if (hosts !== (token.state === 'hosting' ? 1 : 0))
    broken(`token in state ${token.state} hosts ${hosts} scopes`, token);
  const scope = rows.find(({ id }) => id === token.ownerId);
  const beside = rows.filter((row) => row.ownerId === token.ownerId && row.kind === 'token').length;
  const always = (scope?.data as { alwaysConcurrent?: boolean } | null)?.alwaysConcurrent === true;
  if (token.isVisible !== (beside > 1 || always)) broken(`one of ${beside} tokens shows wrongly`, token);
}

/** The activity instance tree of the port names every activity of the instance once, below its own parent. */
export async function checkActivityTree(engine: EmbeddedEngine, rootId: string): Promise<void> {
  const seen = new Set<string>();
  const visit = (node: ActivityInstanceDto, parent: string | null): void => {
    if (seen.has(node.id)) throw new Mismatch(`activity instance ${node.id} is shown twice`);
    seen.add(node.id);
    if (node.parentActivityInstanceId !== parent)
      throw new Mismatch(`activity instance ${node.id} is shown below ${parent}`);
    for (const child of node.childActivityInstances) visit(child, node.id);
  };
  visit(await engine.runtime.getActivityInstances(rootId), null);
  const open = await engine.history.listActivityInstances({ processInstanceId: rootId, unfinished: true });
  for (const one of open) {
    if (!seen.has(one.id))
      throw new Mismatch(`${one.activityId} is open in history and not in the activity instance tree`);
  }
}

/** Nothing of an ended instance is left, in memory or on disk. */
export function checkNothingLeft(engine: EmbeddedEngine, definitions: readonly string[]): void {
  const { core } = engine;
  const marks = definitions.map(() => '?').join(', ');
  for (const kind of KINDS) {
    const column = kind === 'identityLink' ? undefined : 'process_definition_key';
    if (column === undefined) continue;
    const left = core.rows.where(kind, `${column} IN (${marks}) AND process_instance_id IS NOT NULL`, ...definitions);
    equal(left, [], `${kind} left on disk`);
    for (const row of core.state.store.all(kind)) {
      if ('processDefinitionKey' in row && definitions.includes(row.processDefinitionKey ?? ''))
        throw new Mismatch(`${kind} left in memory: ${JSON.stringify(row)}`);
    }
  }
}

const sorted = (map: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

const NONE: Tally = { completed: 0, canceled: 0 };

interface Difference {
  readonly id: string;
  readonly expected: Tally;
  readonly actual: Tally;
}

/**
 * Beside a completed scope kept for compensation Camunda 7 closes a canceled activity under the name of what is kept:
 * then only the sum of what was canceled is known.
 */
function renamed(difference: readonly Difference[]): readonly Difference[] {
  const off = difference.reduce((sum, { expected, actual }) => sum + actual.canceled - expected.canceled, 0);
  const isRename = off === 0 && difference.every(({ expected, actual }) => expected.completed === actual.completed);
  return isRename ? [] : difference;
}

/** Handlers of compensation began in the order expected: in each scope what was completed last is undone first. */
function checkCompensation(engine: EmbeddedEngine, rootId: string, expectation: Expectation): void {
  if (expectation.undone.length === 0) return;
  const began = prepared(
    engine.core.db,
    `SELECT activity_id AS id FROM hi_activity_instance
       WHERE root_process_instance_id = ? AND activity_id LIKE 'undone%' ORDER BY position`,
  ).all(rootId) as { id: string }[];
  equal(
    began.map(({ id }) => id),
    expectation.undone,
    'order of compensation',
  );
}

/** History tells the path: which activities ended, how often and how, and in what state the instances ended. */
export function checkHistory(engine: EmbeddedEngine, rootId: string, expectation: Expectation): void {
  const { db } = engine.core;
  const counted = prepared(
    db,
    `SELECT activity_id AS id, sum(end_time IS NOT NULL AND NOT canceled) AS completed, sum(canceled) AS canceled,
         sum(end_time IS NULL) AS open
       FROM hi_activity_instance WHERE root_process_instance_id = ? GROUP BY activity_id`,
  ).all(rootId) as { id: string; completed: number; canceled: number; open: number }[];
  const actual = new Map(counted.map(({ id, completed, canceled }) => [id, { completed, canceled }]));
  for (const [id, tally] of actual) if (tally.completed + tally.canceled === 0) actual.delete(id);
  const ids = new Set([...actual.keys(), ...expectation.tally.keys()]);
  const difference = [...ids]
    .map((id) => ({ id, expected: expectation.tally.get(id) ?? NONE, actual: actual.get(id) ?? NONE }))
    .filter((one) => !isDeepStrictEqual(one.expected, one.actual));
  equal(
    expectation.keepsScopes ? renamed(difference) : difference,
    [],
    'activities that ended otherwise than expected',
  );
  checkCompensation(engine, rootId, expectation);
  if (!expectation.isOver) return;
  equal(
    counted.filter(({ open }) => open > 0),
    [],
    'activities open in history of an ended instance',
  );
  const states = prepared(
    db,
    `SELECT process_definition_key || ' ' || state AS state, count(*) AS n FROM hi_process_instance
       WHERE root_process_instance_id = ? GROUP BY 1 ORDER BY 1`,
  ).all(rootId) as { state: string; n: number }[];
  equal(
    states.map(({ state, n }) => [state, n]),
    sorted(expectation.ended),
    'states of ended instances',
  );
}
