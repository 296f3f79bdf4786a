import type { ListenerAction } from '@anliu/engine-bpmn';
import type { ExpressionScope } from '@anliu/engine-expression';
import type { DecisionEvaluator } from '../values/decision-evaluator.js';
import type { EventSubscription, Execution, Job, ProcessDefinition } from '../tables/entities.js';
import type { Graph } from './graph.js';

/** A deployed process: its row, its graph and its job definitions. */
export interface Definition {
  readonly row: ProcessDefinition;
  readonly graph: Graph;
  /** `activityId|jobType|configuration-prefix` → job definition. */
  readonly jobDefinitions: ReadonlyMap<
    string,
    { readonly id: string; readonly suspended: boolean; readonly priority: number | null }
  >;
}

/** Deployed definitions, looked up synchronously. */
export interface Definitions {
  byId(id: string): Definition | undefined;
  latest(key: string, tenantId: string | null): Definition | undefined;
  byVersion(key: string, version: number, tenantId: string | null): Definition | undefined;
  byVersionTag(key: string, versionTag: string, tenantId: string | null): Definition | undefined;
  inDeployment(key: string, deploymentId: string): Definition | undefined;
}

/** Finds what is not in memory. Answers must include rows changed by earlier commands of the same batch. */
export interface StateReader {
  /** The process instance a row belongs to; undefined when there is no such row. */
  locate(
    kind: 'execution' | 'task' | 'externalTask' | 'job' | 'eventSubscription' | 'variable' | 'incident',
    id: string,
  ): string | undefined;
  /** Makes every runtime row of an instance present in the store. */
  loadInstance(processInstanceId: string): void;
  /** Subscriptions of a type with this exact name, those of running instances and those of start events. */
  subscriptions(
    eventType: string,
    eventName: string | null,
    only?: { readonly processInstanceId?: string | undefined; readonly businessKey?: string | undefined },
  ): readonly EventSubscription[];
  /** Jobs of start events and other rows without an instance. */
  looseJob(id: string): Job | undefined;
  /** Whether an instance (row kind `instance`) matches. */
  instance(processInstanceId: string): Execution | undefined;
}

/** Host code behind `class` / `delegateExpression` names. Synchronous; anything slow belongs in an external task. */
export type Delegate = (call: { readonly scope: ExpressionScope; readonly name: string }) => unknown;

/** How much history is kept: each level keeps what those before it keep, `full` everything. */
export const HISTORY_LEVELS = ['none', 'activity', 'audit', 'full'] as const;
export type HistoryLevel = (typeof HISTORY_LEVELS)[number];

/** A step of the agenda that is about to run, for whoever looks for the reason of what it does. */
export interface TracedStep {
  /** Absent for steps of no execution, such as looking at conditions again. */
  readonly executionId: string | undefined;
  readonly processInstanceId: string | undefined;
  readonly activityId: string | undefined;
  readonly state: string | undefined;
}

/** Everything the kernel needs from outside. */
export interface Environment {
  now(): number;
  /** Unique, and growing in string order. */
  newId(): string;
  /** Growing over the life of the engine. */
  nextSequence(): number;
  readonly definitions: Definitions;
  readonly reader: StateReader;
  readonly decisions: DecisionEvaluator | undefined;
  readonly delegates: ReadonlyMap<string, Delegate>;
  /** The groups of a user, for `currentUserGroups()`. Absent: none. */
  readonly groupsOf?: (userId: string) => readonly string[];
  /** `c7`: an inclusive join looks only when a token arrives. `live`: also when a token that blocked it is gone. */
  readonly inclusiveJoin: 'c7' | 'live';
  readonly historyLevel: HistoryLevel;
  /** Told every step before it runs; `ANLIU_TRACE=kernel` prints them. */
  readonly trace?: (step: TracedStep) => void;
  /** IANA zone of the office: for date-times without one, and in which days, months and cron expressions are counted. */
  readonly timeZone: string;
}

export type { ListenerAction };
