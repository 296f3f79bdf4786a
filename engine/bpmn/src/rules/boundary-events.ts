import type { Member } from '../parse/plan.js';
import { isEvent } from '../parse/plan.js';
import type { Parser } from '../parse/parser.js';
import type { Checked } from './checked.js';

export function checkBoundaryEvents({ plan, parser }: Checked): void {
  for (const host of plan.members) {
    checkCancel(host, parser);
    checkEscalationHosts(host, parser);
  }
}

function checkCancel(host: Member, parser: Parser): void {
  const cancels = host.boundaries.filter(({ element }) => isEvent(element, 'cancel'));
  for (const { element, id } of cancels) {
    if (host.element.local === 'transaction') continue;
    const message = 'boundary event with cancelEventDefinition only supported on transaction subprocesses';
    parser.error('CANCEL_BOUNDARY_HOST', message, element, id, host.id);
  }
  const second = cancels[1];
  if (second) {
    const message = 'multiple boundary events with cancelEventDefinition not supported on same transaction subprocess.';
    parser.error('CANCEL_BOUNDARY_MULTIPLE', message, second.element, second.id, host.id);
  }
}

const ESCALATION_HOSTS = new Set(['subProcess', 'transaction', 'adHocSubProcess', 'callActivity', 'userTask']);

function checkEscalationHosts(host: Member, parser: Parser): void {
  for (const { element, id } of host.boundaries.filter((boundary) => isEvent(boundary.element, 'escalation'))) {
    if (ESCALATION_HOSTS.has(host.element.local)) continue;
    const message =
      'An escalation boundary event should only be attached to a subprocess, a call activity or an user task';
    parser.error('ESCALATION_BOUNDARY_HOST', message, element, id, host.id);
  }
}
