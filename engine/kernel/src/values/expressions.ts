import type { ListenerAction, Script } from '@anliu/engine-bpmn';
import type { CompiledExpression, ExpressionScope } from '@anliu/engine-expression';
import { BpmnError } from '../flow/bpmn-error.js';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { dueDateOf } from '@anliu/engine-time';
import type { Context } from '../state/context.js';
import { DECISION_RESULT, decisionResultObject } from './decision-result.js';
import type { Task } from '../tables/entities.js';
import { shownId } from '../state/projection.js';
import {
  getLocal,
  getVariable,
  hasVariable,
  localVariable,
  putLocal,
  putTaskLocal,
  putVariable,
  removeLocal,
  removeVariable,
  setVariable,
  visibleNames,
  visibleVariables,
} from './variables.js';
import { setTaskColumns } from '../waiting/task-columns.js';
import { storedFromValue, valueOf } from './stored-value.js';
import type { StoredValue } from './stored-value.js';

/** What `execution` offers to expressions: plain functions over the state, nothing of the host. */
function executionObject(ctx: Context, executionId: string, eventName: string | undefined): Record<string, unknown> {
  const row = ctx.execution(executionId);
  const instance = ctx.execution(row.processInstanceId);
  const element = row.activityId === null ? undefined : ctx.definitionOf(row).graph.elements.get(row.activityId);
  const values = {
    id: shownId(row),
    processInstanceId: row.processInstanceId,
    processBusinessKey: instance.businessKey,
    businessKey: instance.businessKey,
    processDefinitionId: row.processDefinitionId,
    currentActivityId: row.activityId,
    currentActivityName: element?.node.name ?? null,
    activityInstanceId: row.activityInstanceId,
    parentActivityInstanceId: row.parentActivityInstanceId,
    parentId: row.parentId,
    tenantId: row.tenantId,
    eventName: eventName ?? null,
    currentTransitionId: row.flowId,
  };
  const getters = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`get${name.charAt(0).toUpperCase()}${name.slice(1)}`, () => value]),
  );
  return {
    ...values,
    ...getters,
    getVariable: (name: unknown) => getVariable(ctx, executionId, String(name)) ?? null,
    getVariableLocal: (name: unknown) => getLocal(ctx, executionId, String(name)) ?? null,
    hasVariable: (name: unknown) => hasVariable(ctx, executionId, String(name)),
    hasVariableLocal: (name: unknown) => localVariable(ctx, executionId, String(name)) !== undefined,
    setVariable: (name: unknown, value: unknown) =>
      putVariable(ctx, executionId, String(name), widened(storedFromValue(value))),
    setVariableLocal: (name: unknown, value: unknown) =>
      putLocal(ctx, executionId, String(name), widened(storedFromValue(value))),
    removeVariable: (name: unknown) => removeVariable(ctx, executionId, String(name)),
    removeVariableLocal: (name: unknown) => void removeLocal(ctx, executionId, String(name)),
    getVariables: () =>
      Object.fromEntries([...visibleNames(ctx, executionId)].map((n) => [n, getVariable(ctx, executionId, n)])),
    variableNames: [...new Set(visibleNames(ctx, executionId))],
  };
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value as string));
const dateOrNull = (ctx: Context, value: unknown): number | null =>
  value === null ? null : dueDateOf(value, ctx.now, ctx.environment.timeZone);

function taskObject(
  ctx: Context,
  task: Task,
  executionId: string,
  eventName: string | undefined,
): Record<string, unknown> {
  const values = {
    id: task.id,
    name: task.name,
    assignee: task.assignee,
    owner: task.owner,
    description: task.description,
    priority: task.priority,
    taskDefinitionKey: task.taskDefinitionKey,
    dueDate: task.due === null ? null : new Date(task.due),
    createTime: new Date(task.created),
    processInstanceId: task.processInstanceId,
    executionId: task.executionId,
    eventName: eventName ?? null,
  };
  const getters = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`get${name.charAt(0).toUpperCase()}${name.slice(1)}`, () => value]),
  );
  return {
    ...values,
    ...getters,
    execution: executionObject(ctx, executionId, eventName),
    getExecution: () => executionObject(ctx, executionId, eventName),
    getVariable: (name: unknown) => {
      const local = localVariable(ctx, task.id, String(name));
      return local ? valueOf(local) : (getVariable(ctx, executionId, String(name)) ?? null);
    },
    getVariableLocal: (name: unknown) => {
      const local = localVariable(ctx, task.id, String(name));
      return local ? valueOf(local) : null;
    },
    hasVariable: (name: unknown) => hasVariable(ctx, executionId, String(name)),
    setVariable: (name: unknown, value: unknown) => setVariable(ctx, executionId, String(name), value),
    setVariableLocal: (name: unknown, value: unknown) =>
      putTaskLocal(ctx, task.id, String(name), storedFromValue(value)),
    setAssignee: (user: unknown) => setTaskColumns(ctx, task.id, { assignee: textOrNull(user) }),
    setOwner: (user: unknown) => setTaskColumns(ctx, task.id, { owner: textOrNull(user) }),
    setName: (name: unknown) => setTaskColumns(ctx, task.id, { name: textOrNull(name) }),
    setPriority: (priority: unknown) => setTaskColumns(ctx, task.id, { priority: Number(priority) }),
    setDescription: (text: unknown) => setTaskColumns(ctx, task.id, { description: textOrNull(text) }),
    setDueDate: (date: unknown) => setTaskColumns(ctx, task.id, { due: dateOrNull(ctx, date) }),
    setFollowUpDate: (date: unknown) => setTaskColumns(ctx, task.id, { followUp: dateOrNull(ctx, date) }),
  };
}

export interface ScopeOptions {
  readonly taskId?: string;
  readonly eventName?: string;
  readonly objects?: Readonly<Record<string, unknown>>;
  /** Names the expression reads; undefined: not known. */
  readonly identifiers?: readonly string[];
}

/** `execution`, `task` and what the caller adds, limited to the names an expression reads. */
function contextObjects(
  ctx: Context,
  executionId: string,
  task: Task | undefined,
  { eventName, objects, identifiers }: ScopeOptions,
): Record<string, unknown> {
  const wants = (name: string): boolean => identifiers === undefined || identifiers.includes(name);
  return {
    ...objects,
    ...(wants('execution') ? { execution: executionObject(ctx, executionId, eventName) } : {}),
    ...(wants(DECISION_RESULT) ? decisionResult(ctx, executionId) : {}),
    ...(task && wants('task') ? { task: taskObject(ctx, task, executionId, eventName) } : {}),
  };
}

/** The result of a decision the activity has just evaluated. */
function decisionResult(ctx: Context, executionId: string): Record<string, unknown> {
  const rules = ctx.transient.get(executionId, DECISION_RESULT);
  return Array.isArray(rules)
    ? { [DECISION_RESULT]: decisionResultObject(rules as readonly Record<string, unknown>[]) }
    : {};
}

/** The scope an expression of an execution is evaluated in. */
export function scopeFor(ctx: Context, executionId: string, options: ScopeOptions = {}): ExpressionScope {
  const task = options.taskId === undefined ? undefined : ctx.store.get('task', options.taskId);
  const taskLocal = (name: string) => (task ? localVariable(ctx, task.id, name) : undefined);
  return {
    get: (name) => {
      const local = taskLocal(name);
      return local ? valueOf(local) : getVariable(ctx, executionId, name);
    },
    has: (name) => taskLocal(name) !== undefined || hasVariable(ctx, executionId, name),
    set: (name, value) => setVariable(ctx, executionId, name, value),
    names: () => visibleNames(ctx, executionId),
    objects: contextObjects(ctx, executionId, task, options),
    now: () => new Date(ctx.now),
    caller: {
      userId: ctx.actor.userId,
      groups: () => (ctx.actor.userId === null ? [] : (ctx.environment.groupsOf?.(ctx.actor.userId) ?? [])),
    },
  };
}

/** Evaluates an expression at an execution. Plain text is itself. */
export function evaluate(
  ctx: Context,
  executionId: string,
  expression: CompiledExpression,
  options: ScopeOptions = {},
): unknown {
  if (expression.isLiteral) return expression.literal;
  try {
    return expression.evaluate(scopeFor(ctx, executionId, { ...options, identifiers: expression.identifiers }));
  } catch (error) {
    if (BpmnError.isInstance(error)) throw error;
    throw new ProcessEngineError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const LONE_NAME = /^[$#]\{\s*([A-Za-z_]\w*)\s*\}$/;

/**
 * Evaluates to a value to be stored. A lone variable keeps its type; whole numbers an expression computes are Longs, as
 * in Camunda's JUEL.
 */
export function evaluateStored(ctx: Context, executionId: string, expression: CompiledExpression): StoredValue {
  const name = expression.language === 'juel' ? LONE_NAME.exec(expression.source)?.[1] : undefined;
  const variable = name === undefined ? undefined : visibleVariables(ctx, executionId).get(name);
  if (variable) return variable;
  const stored = storedFromValue(evaluate(ctx, executionId, expression));
  return expression.language === 'juel' ? widened(stored) : stored;
}

const widened = (stored: StoredValue): StoredValue =>
  stored.type === 'integer' ? { ...stored, type: 'long' } : stored;

/** Evaluates a priority. @throws ProcessEngineError when it is no whole number */
export function evaluatePriority(ctx: Context, executionId: string, expression: CompiledExpression): number {
  const value = evaluate(ctx, executionId, expression);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw new ProcessEngineError(`Priority value is not an Integer: '${expression.source}' 的结果不是整数`);
}

/** Evaluates to text; null stays null. */
export function evaluateText(
  ctx: Context,
  executionId: string,
  expression: CompiledExpression | undefined,
  options: ScopeOptions = {},
): string | null {
  if (!expression) return null;
  const value = evaluate(ctx, executionId, expression, options);
  return value === null || value === undefined ? null : String(value as string | number | boolean);
}

/** Evaluates a condition. @throws ProcessEngineError when the result is not a boolean */
export function evaluateCondition(ctx: Context, executionId: string, expression: CompiledExpression): boolean {
  const value = evaluate(ctx, executionId, expression);
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new ProcessEngineError(
    value === null || value === undefined
      ? 'condition expression returns null'
      : `condition expression returns non-Boolean: ${String(value)}`,
  );
}

export function runScript(ctx: Context, executionId: string, script: Script, options: ScopeOptions = {}): unknown {
  if (script.kind === 'foreign') {
    throw new ProcessEngineError(`Can't find scripting engine for '${script.language}'`);
  }
  return evaluate(ctx, executionId, script.expression, options);
}

/** Runs a listener's action. An unknown delegate name is a clear failure, not a silent skip. */
export function runAction(ctx: Context, executionId: string, action: ListenerAction, options: ScopeOptions): void {
  switch (action.kind) {
    case 'expression':
      evaluate(ctx, executionId, action.expression, options);
      return;
    case 'script':
      runScript(ctx, executionId, action.script, options);
      return;
    case 'delegate':
      callDelegate(ctx, executionId, action.name, options);
  }
}

export function callDelegate(ctx: Context, executionId: string, name: string, options: ScopeOptions = {}): unknown {
  const delegate = ctx.environment.delegates.get(name);
  if (!delegate)
    throw new ProcessEngineError(`Unknown property used in expression: ${name}. 未注册名为“${name}”的实现`);
  return delegate({ name, scope: scopeFor(ctx, executionId, options) });
}
