import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import type { EmbeddedEngine } from '@anliu/engine-embedded';
import { BODY_SUFFIX } from '@anliu/engine-kernel';
import type { Execution, Graph } from '@anliu/engine-kernel';
import { MigratingProcessInstanceValidationError } from '@anliu/engine-protocol';
import { runSeed, temporaryFolder, virtualClock } from '../index.js';

const LISTENS = new Set(['message', 'signal', 'timer', 'conditional']);

/** Ids of the events a scope listens to as long as nothing interrupted it. */
function eventsOf(graph: Graph, scope: Execution): string[] {
  const element = scope.kind === 'instance' ? undefined : graph.elements.get(scope.activityId ?? '');
  const inside = scope.kind === 'instance' ? graph.model.key : (scope.activityId ?? '');
  const isBody = inside.endsWith(BODY_SUFFIX);
  const starts = isBody
    ? []
    : (graph.eventSubProcesses.get(inside) ?? []).map(({ start, event }) => ({ id: start.id, event }));
  return [...(element?.boundaries ?? []), ...starts].filter(({ event }) => LISTENS.has(event.kind)).map(({ id }) => id);
}

/**
 * An instance that moves gets every event its scopes have in the target, as in Camunda: those that were interrupted
 * or have fired would listen again. Moving must not show only when nothing of the kind has happened.
 */
function listensToEverything({ core }: EmbeddedEngine, id: string, graph: Graph): boolean {
  const { store } = core.state;
  return store.ofInstance('execution', id).every((scope) => {
    if (scope.kind === 'token' || scope.kind === 'eventScope') return true;
    const open = new Set([
      ...store.owned('eventSubscription', scope.id).map(({ activityId }) => activityId),
      ...store.owned('job', scope.id).map(({ activityId }) => activityId),
    ]);
    return eventsOf(graph, scope).every((event) => open.has(event));
  });
}

interface Count {
  moved: number;
  refused: number;
}

/** Moves an instance to a second deployment of the very same model and, the next time, back. */
const mover = (engine: EmbeddedEngine, count: Count) => async (id: string) => {
  const instance = engine.core.state.store.get('execution', id);
  const graph = instance && engine.core.definitions.byId(instance.processDefinitionId)?.graph;
  if (!instance || !graph || !listensToEverything(engine, id, graph)) return;
  const sourceProcessDefinitionId = instance.processDefinitionId;
  const versions = await engine.repository.listProcessDefinitions({ key: instance.processDefinitionKey });
  let targetProcessDefinitionId = versions.find((one) => one.id !== sourceProcessDefinitionId)?.id;
  if (targetProcessDefinitionId === undefined) {
    const bpmn20Xml = await engine.repository.getProcessDefinitionXml(sourceProcessDefinitionId);
    await engine.repository.createDeployment({ resources: [{ name: 'again.bpmn', content: bpmn20Xml }] });
    const [latest] = await engine.repository.listProcessDefinitions({ key: instance.processDefinitionKey, version: 2 });
    targetProcessDefinitionId = latest?.id ?? '';
  }
  const migrationPlan = await engine.migration.generate({ sourceProcessDefinitionId, targetProcessDefinitionId });
  try {
    await engine.migration.execute({ migrationPlan, processInstanceIds: [id] });
    count.moved++;
  } catch (error) {
    if (!MigratingProcessInstanceValidationError.isInstance(error)) throw error;
    count.refused++;
  }
};

describe('a random process on a random path that moves between two equal definitions after every step', () => {
  it('does what it would have done without moving', { timeout: 300_000 }, async () => {
    const dataDir = temporaryFolder();
    const clock = virtualClock();
    const engine = await createEmbeddedEngine({ dataDir, clock: clock.now, jobs: 'off' });
    // The same files without waiting for the disk.
    engine.core.db.pragma('synchronous = OFF');
    const count: Count = { moved: 0, refused: 0 };
    try {
      for (let seed = 1; seed <= 60; seed++) await runSeed({ engine, clock, between: mover(engine, count) }, seed, 3);
    } finally {
      await engine.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
    expect(count.moved).toBeGreaterThan(500);
    expect(count.refused).toBeLessThan(count.moved / 10);
  });
});
