import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Entity, Execution, RuntimeKind } from '../tables/entities.js';
import { Actor } from './actor.js';
import { Agenda } from './agenda.js';
import type { NodeKind } from '@anliu/engine-bpmn';
import type { BehaviourIn, BehavioursIn } from './behaviour.js';
import type { Definition, Environment, TracedStep } from './environment.js';
import { entryOf } from './graph.js';
import type { Element } from './graph.js';
import { Mode } from './mode.js';
import { Noticed } from './noticed.js';
import { Outbox } from './outbox.js';
import type { Store } from './store.js';
import { TransientValues } from './transient-values.js';

/** What an element (of a kind) does, and what the lifecycle asks of higher layers, within a command. */
export type Behaviour<K extends NodeKind = NodeKind> = BehaviourIn<Context, K>;
export type Behaviours = BehavioursIn<Context>;

const traced = (store: Store, executionId: string | undefined): TracedStep => {
  const execution = executionId === undefined ? undefined : store.get('execution', executionId);
  return {
    executionId,
    processInstanceId: execution?.processInstanceId,
    activityId: execution?.activityId ?? undefined,
    state: execution?.state,
  };
};

/**
 * Everything one command works with: the state and how to reach it, what surrounds the kernel, and one object per concern
 * of the command. A context lives for one command and is thrown away.
 */
export class Context {
  readonly environment: Environment;
  readonly store: Store;
  readonly behaviours: Behaviours;
  readonly actor: Actor;
  readonly agenda: Agenda;
  readonly outbox = new Outbox();
  readonly noticed = new Noticed();
  readonly mode = new Mode();
  readonly transient = new TransientValues();
  readonly now: number;
  /** Whether history keeps every change of a variable. */
  readonly detailed: boolean;

  constructor(environment: Environment, store: Store, behaviours: Behaviours, userId: string | null = null) {
    this.environment = environment;
    this.store = store;
    this.behaviours = behaviours;
    this.actor = new Actor(userId, () => environment.newId());
    const { trace } = environment;
    this.agenda = new Agenda(
      (executionId) => store.get('execution', executionId) !== undefined,
      trace && ((executionId) => trace(traced(store, executionId))),
    );
    this.now = environment.now();
    this.detailed = environment.historyLevel === 'full';
  }

  newId(): string {
    return this.environment.newId();
  }

  /** Finds an execution row, loading its instance when it is not in memory. */
  findExecution(id: string): Execution | undefined {
    return this.store.get('execution', id) ?? this.#load('execution', id);
  }

  /** An execution that must exist. */
  execution(id: string): Execution {
    const row = this.findExecution(id);
    if (!row) throw new ProcessEngineError(`execution ${id} doesn't exist: execution is null`);
    return row;
  }

  find<K extends 'task' | 'externalTask' | 'job' | 'eventSubscription' | 'variable' | 'incident'>(
    kind: K,
    id: string,
  ): Entity<K> | undefined {
    return this.store.get(kind, id) ?? this.#load(kind, id);
  }

  #load<K extends Exclude<RuntimeKind, 'identityLink'>>(kind: K, id: string): Entity<K> | undefined {
    const instanceId = this.environment.reader.locate(kind, id);
    if (instanceId === undefined) return undefined;
    this.environment.reader.loadInstance(instanceId);
    return this.store.get(kind, id);
  }

  /** Makes an instance present; undefined when there is none. */
  instance(processInstanceId: string): Execution | undefined {
    const row = this.findExecution(processInstanceId);
    return row?.kind === 'instance' ? row : undefined;
  }

  update<K extends RuntimeKind>(kind: K, id: string, columns: Partial<Entity<K>>): Entity<K> {
    const row = this.store.get(kind, id);
    if (!row) throw new ProcessEngineError(`${kind} ${id} is gone`);
    return this.store.put(kind, { ...row, ...columns });
  }

  definition(id: string): Definition {
    const definition = this.environment.definitions.byId(id);
    if (!definition) throw new ProcessEngineError(`no deployed process definition found with id '${id}'`);
    return definition;
  }

  definitionOf(execution: Execution): Definition {
    return this.definition(execution.processDefinitionId);
  }

  behaviourOf({ role, node }: Element): Behaviour {
    return role === 'body' ? this.behaviours.body : this.behaviours.byKind[node.kind];
  }

  /** The element an execution is at. */
  elementOf(execution: Execution): Element {
    return this.elementAt(execution, execution.activityId ?? '');
  }

  /** The element a token of the execution enters at a node. */
  entryAt(execution: Execution, nodeId: string): Element {
    return entryOf(this.definitionOf(execution).graph, nodeId) ?? this.elementAt(execution, nodeId);
  }

  elementAt(execution: Execution, elementId: string): Element {
    const element = this.definitionOf(execution).graph.elements.get(elementId);
    if (!element) throw new ProcessEngineError(`no element '${elementId}' in ${execution.processDefinitionId}`);
    return element;
  }
}
