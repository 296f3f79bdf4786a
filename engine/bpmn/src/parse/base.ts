import type { ActivityBase, MultiInstance, NodeBase, StandardLoop } from '../model.js';
import { attribute, child, extension, extensions, isTrue, nonEmpty, type XmlElement } from '../xml/element.js';
import { parseCondition } from './event-definitions.js';
import { parseProperties } from './forms.js';
import { parseIoMapping } from './io-mapping.js';
import { parseExecutionListeners } from './listeners.js';
import type { Parser } from './parser.js';
import { isEvent, multiInstanceElement, type Member } from './plan.js';
import { checkTime } from './times.js';
import { parsePriority } from './priority.js';

/** Async flags of an activity, event, gateway or of a multi-instance marker. `async` is the old name of `asyncBefore`. */
function parseAsync(element: XmlElement) {
  return {
    asyncBefore: isTrue(extension(element, 'asyncBefore')) || isTrue(extension(element, 'async')),
    asyncAfter: isTrue(extension(element, 'asyncAfter')),
    exclusive: (extension(element, 'exclusive') ?? 'true').trim().toLowerCase() === 'true',
  };
}

function retryTimeCycle(element: XmlElement, parser: Parser) {
  const holder = extensions(element, 'failedJobRetryTimeCycle')[0];
  const text = holder?.text.trim() ?? extension(element, 'failedJobRetryTimeCycle');
  return checkTime('retryCycle', parser.nonEmptyExpression(text, element), element, parser);
}

export function documentationOf(element: XmlElement): string | undefined {
  return child(element, 'documentation')?.text.trim();
}

/** What every flow node has. `isScope` says whether the kind of element is a scope; an IO mapping always makes one. */
export function parseBase(member: Member, activityType: string, isScope: boolean, parser: Parser): NodeBase {
  const { element } = member;
  const io = parseIoMapping(element, parser);
  const defaultFlowId = nonEmpty(attribute(element, 'default'));
  if (defaultFlowId !== undefined && !member.outgoing.some((flow) => flow.id === defaultFlowId)) {
    const message = `The default flow '${defaultFlowId}' does not leave '${member.id}'`;
    parser.warning('FLOW_DEFAULT_UNKNOWN', message, element, member.id);
  }
  return {
    id: member.id,
    name: attribute(element, 'name'),
    documentation: documentationOf(element),
    activityType,
    scopeId: member.scope.id,
    isScope: isScope || io !== undefined || guardsItself(member),
    incoming: member.incoming.map((flow) => flow.id),
    outgoing: member.outgoing.map((flow) => flow.id),
    defaultFlowId,
    ...parseAsync(element),
    jobPriority: parsePriority(element, 'jobPriority', parser),
    retryTimeCycle: retryTimeCycle(element, parser),
    io,
    listeners: parseExecutionListeners(element, parser),
    properties: parseProperties(element, extensions(element, 'properties'), parser),
  };
}

/** Boundary events need a scope to listen in; on a multi-instance activity that is the body. */
function guardsItself(member: Member): boolean {
  if (multiInstanceElement(member)) return false;
  return member.boundaries.some((boundary) => !isEvent(boundary.element, 'compensate'));
}

/** What tasks, call activities and sub-processes have in addition. */
export function parseActivity(member: Member, activityType: string, isScope: boolean, parser: Parser): ActivityBase {
  const { element } = member;
  const compensationBoundary = member.boundaries.find(({ element: boundary }) => isEvent(boundary, 'compensate'));
  const handler = compensationBoundary?.handler;
  return {
    ...parseBase(member, activityType, isScope, parser),
    boundaryIds: member.boundaries.filter((boundary) => !isEvent(boundary.element, 'compensate')).map(({ id }) => id),
    multiInstance: parseMultiInstance(member, parser),
    standardLoop: parseStandardLoop(element, parser),
    isForCompensation: isTrue(attribute(element, 'isForCompensation')),
    compensation: compensationBoundary && handler && { boundaryId: compensationBoundary.id, handlerId: handler.id },
  };
}

function parseMultiInstance(member: Member, parser: Parser): MultiInstance | undefined {
  const element = multiInstanceElement(member);
  if (!element) return undefined;
  const cardinality = nonEmpty(child(element, 'loopCardinality')?.text.trim());
  const collection = nonEmpty(extension(element, 'collection'))?.trim();
  const dataInput = nonEmpty(child(element, 'loopDataInputRef')?.text.trim());
  const item = child(element, 'inputDataItem');
  const completion = child(element, 'completionCondition');
  const over = collection ?? dataInput;
  const elementVariable = nonEmpty(extension(element, 'elementVariable')) ?? nonEmpty(item && attribute(item, 'name'));
  if (cardinality === undefined && child(element, 'loopCardinality')) {
    const message = 'loopCardinality must be defined for a multiInstanceLoopCharacteristics definition ';
    parser.error('MULTI_INSTANCE_CARDINALITY', message, element, member.id);
  } else if (cardinality === undefined && over === undefined) {
    const message = 'Either loopCardinality or loopDataInputRef must be set';
    parser.error('MULTI_INSTANCE_WITHOUT_COUNT', message, element, member.id);
  }
  if (over === undefined && elementVariable !== undefined) {
    const message =
      'LoopDataInputRef/camunda:collection must be set when using inputDataItem or camunda:elementVariable';
    parser.error('MULTI_INSTANCE_COLLECTION', message, element, member.id);
  }
  const isExpression = over !== undefined && /[$#]\{/.test(over);
  return {
    sequential: isTrue(attribute(element, 'isSequential')),
    cardinality: parser.expression(cardinality, element),
    collection: isExpression ? parser.expression(over, element) : undefined,
    collectionVariable: isExpression ? undefined : over,
    elementVariable,
    completionCondition: completion && nonEmpty(completion.text) ? parseCondition(completion, parser) : undefined,
    ...parseAsync(element),
    retryTimeCycle: retryTimeCycle(element, parser),
  };
}

function parseStandardLoop(element: XmlElement, parser: Parser): StandardLoop | undefined {
  const loop = child(element, 'standardLoopCharacteristics');
  if (!loop) return undefined;
  const condition = child(loop, 'loopCondition');
  const maximum = nonEmpty(attribute(loop, 'loopMaximum'));
  return {
    testBefore: isTrue(attribute(loop, 'testBefore')),
    maximum: maximum !== undefined && /^\d{1,9}$/.test(maximum) ? Number(maximum) : undefined,
    condition: condition && nonEmpty(condition.text) ? parseCondition(condition, parser) : undefined,
  };
}
