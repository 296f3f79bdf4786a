import type { InPieces } from '@anliu/engine-cooperative';
import { LimitError, ProcessEngineError } from '@anliu/engine-protocol';
import type { Behaviours } from './behaviour.js';
import type { HistoryEffect, KernelEvent } from './effects.js';
import type { Entity, Execution, RuntimeKind } from '../tables/entities.js';
import type { Definition, Environment } from './environment.js';
import type { Element } from './graph.js';
import { MAX_STEPS_PER_COMMAND } from '../limits.js';
import type { Store } from './store.js';

type Step = { readonly executionId: string | undefined; readonly run: () => void };

/** A variable that changed, kept until conditions may look at it. */
export interface VariableChange {
  readonly ownerId: string;
  readonly name: string;
  readonly event: 'create' | 'update' | 'delete';
}

export interface CommandOptions {
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
  /** Called instances stay when their call activity is cancelled; they belong to nobody from then on. */
  readonly skipSubprocesses?: boolean;
}

/**
 * Everything one command works with: state, environment, the agenda and what it wants to tell the outside.
 * A context lives for one command and is thrown away.
 */
export class Context {
  readonly environment: Environment;
  readonly store: Store;
  readonly behaviours: Behaviours;
  readonly history: HistoryEffect[] = [];
  readonly events: KernelEvent[] = [];
  /** Topics that got a new fetchable external task. */
  readonly topics = new Set<string>();
  /** Scopes whose set of tokens changed: their Camunda execution ids are projected anew at the end. */
  readonly reshaped = new Set<string>();
  readonly variableChanges: VariableChange[] = [];
  /** Scopes an event sub-process has interrupted: what they were about to start does not start. */
  readonly interrupted = new Set<string>();
  /** Inclusive joins to look at again once the agenda is quiet: scope ids. */
  readonly thinned = new Set<string>();
  /** Values visible until the next wait state, by owner and name; never stored. */
  readonly transient = new Map<string, Map<string, unknown>>();
  /** Ids of variables this command changed: their revision grows once. */
  readonly changedVariables = new Set<string>();
  readonly now: number;
  /** Whether history keeps every change of a variable. */
  readonly detailed: boolean;
  /** The instance that is being started: up to the end of its start event. */
  starting: string | null = null;
  options: CommandOptions = {};
  /** The instance a modification works on: it keeps what it listens to, and ends only when the modification is done. */
  modifying: { readonly id: string; ended: boolean; interrupted: boolean } | undefined;
  /** How instances end that go with the call activity they were called from. */
  calledEndState: 'INTERNALLY_TERMINATED' | 'EXTERNALLY_TERMINATED' = 'INTERNALLY_TERMINATED';
  /** The authenticated user the command runs for. */
  userId: string | null = null;
  #operationId: string | null = null;
  /** Whether steps are being run, as opposed to the command that set them in motion. */
  running = false;
  #agenda: Step[] = [];
  #scheduled: Step[] = [];
  #deferred: Step[] = [];
  #afterwards: Step[] = [];
  #steps = 0;

  constructor(environment: Environment, store: Store, behaviours: Behaviours) {
    this.environment = environment;
    this.store = store;
    this.behaviours = behaviours;
    this.now = environment.now();
    this.detailed = environment.historyLevel === 'full';
  }

  /** What groups everything a user's command changed in the history of operations; null without a user. */
  get operationId(): string | null {
    if (this.userId === null) return null;
    return (this.#operationId ??= this.newId());
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

  /** The element an execution is at. */
  elementOf(execution: Execution): Element {
    const element = this.elementAt(execution, execution.activityId ?? '');
    return element;
  }

  elementAt(execution: Execution, elementId: string): Element {
    const element = this.definitionOf(execution).graph.elements.get(elementId);
    if (!element) throw new ProcessEngineError(`no element '${elementId}' in ${execution.processDefinitionId}`);
    return element;
  }

  /** Runs after the current step, before everything that was already waiting; skipped when the execution is gone by then. */
  schedule(executionId: string | undefined, run: () => void): void {
    this.#scheduled.push({ executionId, run });
  }

  /**
   * Runs when no scheduled step is left, what was deferred last first: Camunda's queue for taking flows and for starting
   * what has no incoming flow. Skipped when the execution is gone by then.
   */
  defer(executionId: string | undefined, run: () => void): void {
    this.#deferred.push({ executionId, run });
  }

  /** Runs when everything before it has come to rest, in the order of the calls. */
  afterwards(run: () => void): void {
    this.#afterwards.push({ executionId: undefined, run });
  }

  /** Runs steps until none is left. `quiet` may add more when everything else is done. */
  *draining(afterStep: () => void, quiet: () => boolean): InPieces<void> {
    this.running = true;
    this.#enqueue();
    for (;;) {
      const step = this.#agenda.pop() ?? this.#deferred.pop() ?? this.#afterwards.shift();
      if (!step) {
        if (!quiet()) return;
        this.#enqueue();
        continue;
      }
      if (++this.#steps > MAX_STEPS_PER_COMMAND) {
        throw new LimitError(
          'MAX_STEPS_PER_COMMAND',
          `流程在一次操作内执行超过 ${MAX_STEPS_PER_COMMAND} 步，可能存在死循环；请在循环中加入等待节点或异步标记`,
        );
      }
      if (step.executionId !== undefined && this.store.get('execution', step.executionId) === undefined) continue;
      step.run();
      afterStep();
      this.#enqueue();
      yield;
    }
  }

  #enqueue(): void {
    for (let i = this.#scheduled.length - 1; i >= 0; i--) this.#agenda.push(this.#scheduled[i] as Step);
    this.#scheduled = [];
  }
}
