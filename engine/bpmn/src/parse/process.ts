import type { InPieces } from '@anliu/engine-cooperative';
import type { FlowNode, ProcessModel, SequenceFlow } from '../model.js';
import { attribute, child, extension, extensions, idOf, isTrue, nonEmpty, type XmlElement } from '../xml/element.js';
import { XSI_NAMESPACE } from '../xml/names.js';
import { checkingProcess } from '../rules/index.js';
import { documentationOf } from './base.js';
import { parseGateway, parseSubProcess } from './containers.js';
import { parseCondition } from './event-definitions.js';
import { parseEvent } from './events.js';
import { parseProperties } from './forms.js';
import { parseExecutionListeners, parseTakeListeners } from './listeners.js';
import type { Parser } from './parser.js';
import { isLinkThrow, planProcess, type Flow } from './plan.js';
import { parsePriority } from './priority.js';
import { parseTask, splitList } from './tasks.js';

/** Builds one process. Problems go to the parser; with an error among them the model must not be run. */
export function* parsingProcess(element: XmlElement, parser: Parser): InPieces<ProcessModel> {
  const key = idOf(element) ?? '';
  if (key === '') parser.error('PROCESS_WITHOUT_ID', "The process has no 'id'", element);
  const plan = planProcess(element, key, parser);
  yield;
  const nodes: FlowNode[] = [];
  for (const member of plan.members) {
    if (isLinkThrow(member)) continue;
    const node =
      parseTask(member, parser) ??
      parseEvent(member, parser) ??
      parseGateway(member, parser) ??
      parseSubProcess(member, parser);
    if (node !== undefined) nodes.push(node);
    yield;
  }
  const flows: SequenceFlow[] = [];
  for (const flow of plan.flows) {
    if (!isLinkThrow(flow.source)) flows.push(parseFlow(flow, parser));
    yield;
  }
  const model: ProcessModel = {
    key,
    name: attribute(element, 'name'),
    documentation: documentationOf(element),
    versionTag: nonEmpty(extension(element, 'versionTag')),
    isExecutable: attribute(element, 'isExecutable') === undefined ? false : isTrue(attribute(element, 'isExecutable')),
    historyTimeToLive: historyTimeToLive(element, parser),
    startableInTasklist: (extension(element, 'isStartableInTasklist') ?? 'true').toLowerCase() === 'true',
    ...candidateStarters(element),
    jobPriority: parsePriority(element, 'jobPriority', parser),
    taskPriority: parsePriority(element, 'taskPriority', parser),
    nodes,
    flows,
    listeners: parseExecutionListeners(element, parser),
    properties: parseProperties(element, extensions(element, 'properties'), parser),
    startForm: nodes.flatMap((node) =>
      node.kind === 'startEvent' && node.scopeId === key && !node.event ? [node.form] : [],
    )[0],
  };
  yield* checkingProcess(model, plan, parser);
  return model;
}

function parseFlow(flow: Flow, parser: Parser): SequenceFlow {
  const { element } = flow;
  const condition = child(element, 'conditionExpression');
  if (condition) checkConditionType(condition, parser);
  return {
    id: flow.id,
    name: attribute(element, 'name'),
    sourceId: flow.source.id,
    targetId: flow.target.id,
    condition: condition && parseCondition(condition, parser),
    listeners: parseTakeListeners(element, parser),
    properties: parseProperties(element, extensions(element, 'properties'), parser),
  };
}

function checkConditionType(condition: XmlElement, parser: Parser): void {
  const type = condition.attributes.find(({ uri, local }) => uri === XSI_NAMESPACE && local === 'type')?.value;
  if (type === undefined || /(^|:)tFormalExpression$/.test(type)) return;
  parser.error('CONDITION_TYPE', 'Invalid type, only tFormalExpression is currently supported', condition);
}

/** Days: a number, or an ISO 8601 duration of days such as `P5D`. */
function historyTimeToLive(element: XmlElement, parser: Parser): number | undefined {
  const text = nonEmpty(extension(element, 'historyTimeToLive'))?.trim();
  if (text === undefined) {
    if (parser.options.enforceHistoryTimeToLive) {
      parser.error('HISTORY_TIME_TO_LIVE', 'History Time To Live (TTL) cannot be null', element);
    }
    return undefined;
  }
  const days = /^(?:P(\d{1,9})D|(-?\d{1,9}))$/.exec(text);
  const value = days ? Number(days[1] ?? days[2]) : Number.NaN;
  if (Number.isNaN(value)) parser.error('HISTORY_TIME_TO_LIVE', `Cannot parse historyTimeToLive '${text}'`, element);
  else if (value < 0) {
    parser.error('HISTORY_TIME_TO_LIVE', 'Cannot parse historyTimeToLive: negative value is not allowed', element);
  }
  return Number.isNaN(value) ? undefined : value;
}

function candidateStarters(element: XmlElement) {
  const users = splitList(extension(element, 'candidateStarterUsers') ?? '');
  const groups = splitList(extension(element, 'candidateStarterGroups') ?? '');
  for (const starter of extensions(element, 'potentialStarter')) {
    const assignment = child(starter, 'resourceAssignmentExpression');
    const text = (assignment && child(assignment, 'formalExpression')?.text) ?? '';
    for (const entry of splitList(text)) {
      if (entry.startsWith('user(')) users.push(entry.slice(5, -1).trim());
      else groups.push(entry.startsWith('group(') ? entry.slice(6, -1).trim() : entry);
    }
  }
  return { candidateStarterUsers: users, candidateStarterGroups: groups };
}
