import type { FlowNode, ReceiveTask, StartEvent } from '@anliu/engine-bpmn';
import { scopeOf, type CompiledExpression } from '@anliu/engine-expression';
import { ProcessEngineError } from '@anliu/engine-protocol';
import { DEFAULT_RETRIES, jobDefinitionKey } from '@anliu/engine-kernel';
import type { Definition, ProcessDefinition } from '@anliu/engine-kernel';
import { startTimer } from '@anliu/engine-time';
import type { Deployer } from './deployer.js';

/** Opens the message and signal subscriptions and the timers of a definition's start events. */
export function activateStarts(deployer: Deployer, definition: Definition): void {
  for (const node of definition.graph.startEvents) {
    const { event } = node;
    if (event?.kind === 'message' || event?.kind === 'signal') subscribeStart(deployer, definition, node);
    if (event?.kind === 'conditional') put(deployer, definition, node, 'conditional', null);
    if (event?.kind === 'timer') scheduleStart(deployer, definition, node);
  }
  for (const node of definition.graph.model.nodes) {
    if (isInstantiating(node, definition)) subscribeStart(deployer, definition, node);
  }
}

/** A receive task that starts instances with its message (BPMN 2.0.2, 10.3.3): on the process level, without incoming flows. */
const isInstantiating = (node: FlowNode, { graph }: Definition): node is ReceiveTask =>
  node.kind === 'receiveTask' &&
  node.instantiate &&
  node.messageName !== undefined &&
  node.scopeId === graph.model.key &&
  node.incoming.length === 0;

function nameOf(node: StartEvent | ReceiveTask): CompiledExpression | undefined {
  if (node.kind === 'receiveTask') return node.messageName;
  return node.event?.kind === 'message' || node.event?.kind === 'signal' ? node.event.name : undefined;
}

function subscribeStart(deployer: Deployer, definition: Definition, node: StartEvent | ReceiveTask): void {
  const value = nameOf(node)?.evaluate(scopeOf({}, () => new Date(deployer.now())));
  const name = value === null || value === undefined ? null : String(value as string);
  const kind = node.kind === 'startEvent' && node.event?.kind === 'signal' ? 'signal' : 'message';
  if (kind === 'message') {
    const taken = deployer.rows.where(
      'eventSubscription',
      "event_type = 'message' AND event_name IS ? AND process_instance_id IS NULL AND tenant_id IS ?",
      name,
      definition.row.tenantId,
    )[0];
    if (taken) {
      throw new ProcessEngineError(
        `ENGINE-01011 Cannot deploy process definition '${definition.row.key}': there already is a message event subscription for the message with name '${name ?? ''}'.`,
      );
    }
  }
  put(deployer, definition, node, kind, name);
}

function put(
  deployer: Deployer,
  { row }: Definition,
  node: FlowNode,
  eventType: string,
  eventName: string | null,
): void {
  deployer.rows.put('eventSubscription', {
    id: deployer.newId(),
    eventType,
    eventName,
    executionId: null,
    ownerId: null,
    processInstanceId: null,
    processDefinitionId: row.id,
    processDefinitionKey: row.key,
    activityId: node.id,
    configuration: row.id,
    created: deployer.now(),
    sequence: deployer.nextSequence(),
    tenantId: row.tenantId,
  });
}

function scheduleStart(deployer: Deployer, { row, jobDefinitions }: Definition, node: StartEvent): void {
  if (node.event?.kind !== 'timer') return;
  const { timer, expression } = node.event;
  const now = deployer.now();
  const value = expression.evaluate(scopeOf({}, () => new Date(now)));
  const { due, repeat } = startTimer(timer, value, now, deployer.timeZone);
  deployer.rows.put('job', {
    id: deployer.newId(),
    rev: 1,
    type: 'timer',
    handlerType: 'timer-start-event',
    handlerConfiguration: node.id,
    jobDefinitionId: jobDefinitions.get(jobDefinitionKey(node.id, 'timer-start-event', ''))?.id ?? null,
    executionId: null,
    ownerId: null,
    processInstanceId: null,
    rootProcessInstanceId: null,
    processDefinitionId: row.id,
    processDefinitionKey: row.key,
    deploymentId: row.deploymentId,
    activityId: node.id,
    dueDate: due,
    repeat,
    repeatOffset: 0,
    retries: DEFAULT_RETRIES,
    exceptionMessage: null,
    exceptionStacktrace: null,
    failedActivityId: null,
    priority: 0,
    suspended: row.suspended,
    exclusive: true,
    createTime: now,
    lockOwner: null,
    lockExpirationTime: null,
    batchId: null,
    tenantId: row.tenantId,
  });
}

/** Closes what a definition's start events opened: a newer version takes over, or the definition is deleted. */
export function deactivateStarts({ rows }: Deployer, row: ProcessDefinition): void {
  for (const one of rows.where(
    'eventSubscription',
    'process_instance_id IS NULL AND process_definition_id = ?',
    row.id,
  )) {
    rows.remove('eventSubscription', one.id);
  }
  for (const job of rows.where(
    'job',
    "process_instance_id IS NULL AND process_definition_id = ? AND handler_type = 'timer-start-event'",
    row.id,
  )) {
    rows.remove('job', job.id);
  }
}
