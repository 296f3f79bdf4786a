import { definitionElement } from '../parse/event-definitions.js';
import { isEvent, isEventSubProcess, type Member, type Plan, type Scope } from '../parse/plan.js';
import { attribute, nonEmpty } from '../xml/element.js';
import type { Parser } from '../parse/parser.js';
import type { Checked } from './checked.js';

export function checkCompensation({ plan, parser }: Checked): void {
  for (const scope of plan.scopes) checkEventSubProcesses(scope, parser);
  for (const member of plan.members) {
    checkBoundaries(member, parser);
    checkReference(member, plan, parser);
    checkCatching(member, parser);
  }
}

function compensatingSubProcesses(scope: Scope): Member[] {
  return scope.members.filter(
    ({ element, inner }) =>
      isEventSubProcess(element) &&
      inner?.members.some((start) => start.element.local === 'startEvent' && isEvent(start.element, 'compensate')),
  );
}

function checkEventSubProcesses(scope: Scope, parser: Parser): void {
  const [first, second] = compensatingSubProcesses(scope);
  if (second) {
    const message = 'multiple event subprocesses with compensation start event are not supported on the same scope';
    parser.error('COMPENSATION_SUB_PROCESS_MULTIPLE', message, second.element, second.id);
  }
  if (first && !scope.owner) {
    const message =
      'event subprocess with compensation start event is only supported for embedded subprocess (since throwing compensation through a call activity-induced process hierarchy is not supported)';
    parser.error('COMPENSATION_SUB_PROCESS_PLACE', message, first.element, first.id);
  }
}

function checkBoundaries(member: Member, parser: Parser): void {
  const [first, second] = member.boundaries.filter(({ element }) => isEvent(element, 'compensate'));
  if (second) {
    const message = 'multiple boundary events with compensateEventDefinition not supported on same activity';
    parser.error('COMPENSATION_BOUNDARY_MULTIPLE', message, second.element, second.id, member.id);
  }
  if (first && member.inner && compensatingSubProcesses(member.inner).length > 0) {
    const message =
      'compensation boundary event and event subprocess with compensation start event are not supported on the same scope';
    parser.error('COMPENSATION_BOUNDARY_AND_SUB_PROCESS', message, first.element, first.id, member.id);
  }
}

/** A throwing event may name an activity it can see from where it stands. */
function checkReference({ id, element, scope }: Member, plan: Plan, parser: Parser): void {
  if (element.local !== 'endEvent' && element.local !== 'intermediateThrowEvent') return;
  const definition = definitionElement(element);
  if (definition?.local !== 'compensateEventDefinition') return;
  const reference = nonEmpty(attribute(definition, 'activityRef'));
  if (reference !== undefined && !isVisible(reference, scope, plan)) {
    const message = `Invalid attribute value for 'activityRef': no activity with id '${reference}' in scope '${scope.id}'`;
    parser.error('COMPENSATION_REFERENCE', message, definition, id);
  }
}

/** What only a throwing event can say. */
function checkCatching({ id, element }: Member, parser: Parser): void {
  if (element.local !== 'boundaryEvent' && element.local !== 'startEvent') return;
  const definition = definitionElement(element);
  if (definition?.local !== 'compensateEventDefinition') return;
  for (const name of ['activityRef', 'waitForCompletion']) {
    if (attribute(definition, name) === undefined) continue;
    const message = `attribute '${name}' is not supported on catching compensation event. attribute will be ignored`;
    parser.warning('COMPENSATION_CATCH_ATTRIBUTE', message, definition, id);
  }
}

function isVisible(reference: string, scope: Scope, plan: Plan): boolean {
  const target = plan.byId.get(reference);
  if (!target) return false;
  const throwScope = scope.owner && isEventSubProcess(scope.owner.element) ? scope.owner.scope : scope;
  return target.scope === scope || target.scope === throwScope;
}
