import { expect } from 'vitest';
import type {
  ActivityInstanceDto,
  MigrationExecutionInput,
  MigrationInstructionDto,
  MigrationPlanDto,
} from '@anliu/engine-protocol';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

/** `source`, `target` (the same id when absent), and whether the trigger is taken anew. */
export type Mapped = readonly [source: string, target?: string, update?: 'update'];

export interface Migrating extends Story {
  readonly sourceId: string;
  readonly targetId: string;
  start(variables?: Readonly<Record<string, unknown>>): Promise<string>;
  /** A plan of these mappings, or of equal activities. */
  plan(mapped?: readonly Mapped[]): Promise<MigrationPlanDto>;
  /** Plans, validates (the report must be empty) and executes; memory and disk must be equal afterwards. */
  migrate(
    instanceId: string,
    mapped?: readonly Mapped[],
    options?: Omit<MigrationExecutionInput, 'migrationPlan'> & { variables?: MigrationPlanDto['variables'] },
  ): Promise<void>;
  /** The activity-instance tree as text: `sub(task before*)`, continuations marked with a star. */
  tree(instanceId: string): Promise<string>;
}

const instruction = ([source, target = source, update]: Mapped): MigrationInstructionDto => ({
  sourceActivityIds: [source],
  targetActivityIds: [target],
  updateEventTrigger: update === 'update',
});

const written = (node: ActivityInstanceDto): string => {
  const inside = [
    ...(node.childActivityInstances ?? []).map((child) => written(child)),
    ...(node.childTransitionInstances ?? []).map(({ activityId }) => `${activityId}*`),
  ].sort();
  const name = node.activityType === 'processDefinition' ? '' : node.activityId;
  return inside.length > 0 ? `${name}(${inside.join(' ')})` : name;
};

/** The insides of two processes, and a story of instances that move from the first to the second. */
export const migrating = (
  source: string,
  target: string,
  story: (migrating: Migrating) => Promise<void>,
  more: readonly string[] = [],
) =>
  withEngine([model(source, 'source'), model(target, 'target'), ...more], async (given) => {
    const { engine } = given;
    const idOf = async (key: string): Promise<string> =>
      (await engine.repository.listProcessDefinitions({ key }))[0]?.id ?? '';
    const sourceId = await idOf('source');
    const targetId = await idOf('target');
    const plan = async (mapped?: readonly Mapped[]): Promise<MigrationPlanDto> =>
      mapped
        ? {
            sourceProcessDefinitionId: sourceId,
            targetProcessDefinitionId: targetId,
            instructions: mapped.map(instruction),
          }
        : engine.migration.generate({ sourceProcessDefinitionId: sourceId, targetProcessDefinitionId: targetId });
    await story({
      ...given,
      sourceId,
      targetId,
      plan,
      async start(variables = {}) {
        const typed = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }]));
        const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'source', variables: typed });
        return id;
      },
      async migrate(instanceId, mapped, { variables, ...options } = {}) {
        const made = await plan(mapped);
        expect(await engine.migration.validate(made)).toEqual({ instructionReports: [], variableReports: {} });
        const migrationPlan = variables ? { ...made, variables } : made;
        await engine.migration.execute({ migrationPlan, processInstanceIds: [instanceId], ...options });
        for (const { memory, disk } of memoryAndDisk(engine)) expect(memory).toEqual(disk);
        for (const { disk } of memoryAndDisk(engine)) {
          for (const rows of Object.values(disk)) {
            for (const row of rows as { processInstanceId?: string; processDefinitionId?: string | null }[]) {
              if (row.processInstanceId === instanceId && row.processDefinitionId !== undefined)
                expect(row).toMatchObject({ processDefinitionId: targetId });
            }
          }
        }
        // Rows are looked at in the order of their ids, now as after a restart.
        const { store } = engine.core.state;
        for (const { id } of store.ofInstance('execution', instanceId)) {
          const inside = store.owned('execution', id).map((row) => row.id);
          expect(inside).toEqual(inside.toSorted());
        }
        // What follows works on what was written.
        forgetMemory(engine);
      },
      tree: async (instanceId) => written(await engine.runtime.getActivityInstances(instanceId)),
    });
  });

let flow = 0;
/** Elements in one line, connected in order. */
export const line = (...elements: readonly string[]): string => {
  const ids = elements.map((element) => /id="([^"]+)"/.exec(element)?.[1] ?? '');
  const flows = ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="l${++flow}" sourceRef="${ids[index]}" targetRef="${id}"/>`);
  return [...elements, ...flows].join('');
};

export const start = (id = 'start') => `<startEvent id="${id}"/>`;
export const end = (id = 'end') => `<endEvent id="${id}"/>`;
export const userTask = (id: string, inside = '') => `<userTask id="${id}">${inside}</userTask>`;
export const sub = (id: string, inside: string, attributes = '') =>
  `<subProcess id="${id}" ${attributes}>${inside}</subProcess>`;
export const boundary = (id: string, host: string, event: string, attributes = '') =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" ${attributes}>${event}</boundaryEvent>
   <sequenceFlow id="to_${id}" sourceRef="${id}" targetRef="after_${id}"/><userTask id="after_${id}"/>`;
export const timer = (duration: string) =>
  `<timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition>`;
