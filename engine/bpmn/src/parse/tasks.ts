import type {
  CallActivity,
  FlowNode,
  PassThroughTask,
  ReceiveTask,
  ScriptTask,
  ServiceLikeTask,
  UserTask,
} from '../model.js';
import type { CompiledExpression } from '@anliu/engine-expression';
import { attribute, child, children, extension, isTrue, nonEmpty, type XmlElement } from '../xml/element.js';
import { documentationOf, parseActivity } from './base.js';
import { parseForm } from './forms.js';
import { parseBinding, parseImplementation } from './implementation.js';
import { parseTaskListeners } from './listeners.js';
import { localReference } from './references.js';
import type { Parser } from './parser.js';
import { multiInstanceElement, type Member } from './plan.js';
import { checkTime } from './times.js';
import { parseVariablePassing } from './variable-passing.js';

export function parseTask(member: Member, parser: Parser): FlowNode | undefined {
  switch (member.element.local) {
    case 'task':
    case 'manualTask':
      return {
        kind: member.element.local,
        ...parseActivity(member, member.element.local, false, parser),
      } satisfies PassThroughTask;
    case 'userTask':
      return userTask(member, parser);
    case 'serviceTask':
    case 'sendTask':
    case 'businessRuleTask':
      return serviceTask(member, member.element.local, parser);
    case 'scriptTask':
      return scriptTask(member, parser);
    case 'receiveTask':
      return receiveTask(member, parser);
    case 'callActivity':
      return callActivity(member, parser);
    default:
      return undefined;
  }
}

function userTask(member: Member, parser: Parser): UserTask {
  const { element } = member;
  const taskListeners = parseTaskListeners(element, parser);
  const hasTimeout = taskListeners.some((listener) => listener.event === 'timeout');
  const owners = formalOwners(element, 'potentialOwner', parser);
  const performers = children(element, 'humanPerformer');
  if (performers.length > 1) {
    parser.error(
      'USER_TASK_PERFORMERS',
      'Invalid task definition: multiple humanPerformer sub elements defined',
      element,
      member.id,
    );
  }
  const performer = formalOwners(element, 'humanPerformer', parser)[0];
  const assignee = nonEmpty(extension(element, 'assignee'));
  if (assignee !== undefined && performer !== undefined) {
    const message = 'Invalid task definition: duplicate assignee declaration';
    parser.error('USER_TASK_ASSIGNEE', message, element, member.id);
  }
  return {
    kind: 'userTask',
    ...parseActivity(member, 'userTask', hasTimeout, parser),
    assignee: parser.expression(assignee?.trim() ?? performer, element),
    candidateUsers: [
      ...owners
        .filter((owner) => owner.startsWith('user('))
        .map((owner) => parser.requiredExpression(owner.slice(5, -1).trim(), element)),
      ...listOfExpressions(extension(element, 'candidateUsers'), element, parser),
    ],
    candidateGroups: [
      ...owners
        .filter((owner) => !owner.startsWith('user('))
        .map((owner) =>
          parser.requiredExpression(owner.startsWith('group(') ? owner.slice(6, -1).trim() : owner, element),
        ),
      ...listOfExpressions(extension(element, 'candidateGroups'), element, parser),
    ],
    dueDate: checkTime('date', parser.nonEmptyExpression(extension(element, 'dueDate'), element), element, parser),
    followUpDate: checkTime(
      'date',
      parser.nonEmptyExpression(extension(element, 'followUpDate'), element),
      element,
      parser,
    ),
    priority: parser.nonEmptyExpression(extension(element, 'priority'), element),
    nameExpression: parser.nonEmptyExpression(attribute(element, 'name'), element),
    descriptionExpression: parser.nonEmptyExpression(documentationOf(element), element),
    form: parseForm(element, parser),
    taskListeners,
  };
}

/** `resourceAssignmentExpression/formalExpression` of potential owners or human performers, split at commas. */
function formalOwners(element: XmlElement, tag: string, _parser: Parser): string[] {
  return children(element, tag).flatMap((owner) => {
    const assignment = child(owner, 'resourceAssignmentExpression');
    const text = assignment && child(assignment, 'formalExpression')?.text;
    return splitList(text ?? '');
  });
}

function listOfExpressions(text: string | undefined, element: XmlElement, parser: Parser): CompiledExpression[] {
  return splitList(text ?? '').map((item) => parser.requiredExpression(item, element));
}

/** Splits at commas that are not inside an expression. */
export function splitList(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let item = '';
  for (const char of text) {
    if (char === '{') depth++;
    else if (char === '}') depth--;
    if (char === ',' && depth === 0) {
      items.push(item.trim());
      item = '';
    } else item += char;
  }
  items.push(item.trim());
  return items.filter((entry) => entry !== '');
}

function serviceTask(member: Member, kind: ServiceLikeTask['kind'], parser: Parser): ServiceLikeTask {
  const { element } = member;
  const implementation = parseImplementation(element, element, parser);
  if (implementation.kind === 'none' && extension(element, 'type') === undefined) {
    const message = `One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on ${kind}. If you are using a connector, make sure the connect process engine plugin is registered with the process engine.`;
    parser.error('SERVICE_WITHOUT_IMPLEMENTATION', message, element, member.id);
  }
  const isScope = implementation.kind === 'external';
  return { kind, ...parseActivity(member, kind, isScope, parser), implementation };
}

function scriptTask(member: Member, parser: Parser): ScriptTask {
  const { element } = member;
  const language = nonEmpty(attribute(element, 'scriptFormat'));
  const resource = nonEmpty(extension(element, 'resource'));
  const script = child(element, 'script');
  if (resource !== undefined) {
    parser.error('SCRIPT_RESOURCE', `Scripts in a resource ('${resource}') are not supported`, element, member.id);
  } else if (language === undefined && !script) {
    parser.error('SCRIPT_MISSING', "No script provided: 'scriptFormat' and a script are needed", element, member.id);
  }
  return {
    kind: 'scriptTask',
    ...parseActivity(member, 'scriptTask', false, parser),
    script: parser.script(language ?? 'juel', script?.text ?? '', element),
    resultVariable: nonEmpty(extension(element, 'resultVariable') ?? extension(element, 'resultVariableName')),
  };
}

function receiveTask(member: Member, parser: Parser): ReceiveTask {
  const { element } = member;
  const reference = nonEmpty(attribute(element, 'messageRef'));
  const id = reference === undefined ? undefined : localReference(reference);
  const name = id === undefined ? undefined : nonEmpty(parser.references.messages.get(id));
  if (id !== undefined && !parser.references.messages.has(id)) {
    parser.error('MESSAGE_UNKNOWN', `Invalid 'messageRef': no message with id '${id}' found.`, element, member.id);
  } else if (id !== undefined && name === undefined) {
    const message = 'Cannot have a message event subscription with an empty or missing name';
    parser.error('MESSAGE_WITHOUT_NAME', message, element, member.id);
  }
  return {
    kind: 'receiveTask',
    ...parseActivity(member, 'receiveTask', id !== undefined && !member.eventGateway, parser),
    messageName: parser.expression(name, element),
    instantiate: isTrue(attribute(element, 'instantiate')),
  };
}

function callActivity(member: Member, parser: Parser): CallActivity {
  const { element } = member;
  const calledElement = nonEmpty(attribute(element, 'calledElement'))?.trim();
  const caseRef = nonEmpty(extension(element, 'caseRef'));
  if (calledElement === undefined && caseRef === undefined) {
    parser.error('CALL_WITHOUT_TARGET', "Missing attribute 'calledElement' or 'caseRef'", element, member.id);
  } else if (caseRef !== undefined) {
    const message =
      calledElement === undefined
        ? "Call activities cannot call cases here: use 'calledElement'"
        : "The attributes 'calledElement' or 'caseRef' cannot be used together: Use either 'calledElement' or 'caseRef'";
    parser.error('CALL_CASE', message, element, member.id);
  }
  const { inputs, outputs, businessKey } = parseVariablePassing(element, parser);
  return {
    kind: 'callActivity',
    // inside a multi-instance body the concurrent child execution is enough
    ...parseActivity(member, 'callActivity', multiInstanceElement(member) === undefined, parser),
    calledElement: parser.requiredExpression(calledElement ?? '', element),
    ...parseBinding(element, 'calledElement', parser),
    businessKey,
    inputs,
    outputs,
    variableMapping: nonEmpty(
      extension(element, 'variableMappingClass') ?? extension(element, 'variableMappingDelegateExpression'),
    ),
  };
}
