import { parseDateTime, type EngineEvent } from '@anliu/engine-protocol';
import { parseIds } from '@anliu/conventions';
import { type NodeMeta } from '@anliu/packs';
import type { CaseDraft, CaseRecord } from '../domain/case.js';
import { endClocks, refreshDue } from './clocks.js';
import { entry, processOf, type CaseContext } from './context.js';
import type { CaseEventHandler } from './case-events.js';
import { completed, started } from './pending.js';
import { say } from '../sentences.js';

/**
 * Keeps cases in step with the engine: what it was told, state, clocks that end with a step, the end of the case. Every event is applied once:
 * the case remembers the last one in the same write.
 */
export function caseProjector(context: CaseContext): CaseEventHandler {
  return {
    concerns(event) {
      const process =
        event.processDefinitionId === null ? undefined : context.packs.processOfDefinition(event.processDefinitionId);
      return process !== undefined && concerns(event, process.process.nodes[event.activityId ?? '']);
    },
    apply({ events, record, draft, after }) {
      let isChanged = false;
      for (const event of events) {
        const change = draft.seq < event.seq ? changeOf(context, event) : undefined;
        if (!change) continue;
        const before = fingerprint(draft);
        change(draft, record);
        if (before === fingerprint(draft)) continue;
        draft.seq = event.seq;
        isChanged = true;
      }
      if (!isChanged) return;
      after((now) => context.announce(now));
      after((now) => context.audits.deliver(now));
    },
  };
}

const fingerprint = ({ state, result, closed, clocks, timeline, pending, instanceId }: CaseDraft): string =>
  JSON.stringify([state, result, closed, clocks, timeline.length, pending.length, instanceId]);

/** Whether an event can change a case at all; most activities carry no state, result or clock, and then no case has to be read. */
function concerns(event: EngineEvent, node: NodeMeta | undefined): boolean {
  switch (event.type) {
    case 'ActivityStarted': {
      const { 'anliu.state': state, 'anliu.result': result } = node?.properties ?? {};
      return (
        state !== undefined || result !== undefined || (node?.type === 'boundaryEvent' && node.timer !== undefined)
      );
    }
    case 'ActivityEnded':
      return node?.properties['anliu.clock.end'] !== undefined;
    case 'ProcessStarted':
    case 'ProcessEnded':
    case 'TaskEnded':
    case 'IncidentCreated':
    case 'IncidentResolved':
      return true;
    default:
      return false;
  }
}

type Change = (draft: CaseDraft, record: CaseRecord) => void;

function changeOf(context: CaseContext, event: EngineEvent): Change | undefined {
  const at = new Date(parseDateTime(event.at) ?? context.clock.now().getTime());
  switch (event.type) {
    case 'ProcessStarted':
      if (event.superProcessInstanceId !== null || event.processInstanceId === null) return undefined;
      return (draft) => started(context, draft, event.processInstanceId ?? '');
    case 'TaskEnded':
      return event.reason === 'completed' ? (draft) => completed(context, draft, event.task.id, at) : undefined;
    case 'ActivityStarted':
      return (draft, record) => {
        const node = processOf(context, record).process.nodes[event.activityId ?? ''];
        if (!node) return;
        const state = node.properties['anliu.state'];
        if (state !== undefined) draft.state = state;
        const result = node.properties['anliu.result'];
        if (result !== undefined) draft.result = result;
        if (node.type === 'boundaryEvent' && node.timer)
          draft.timeline.push(entry(at, 'system', node.name || say.due.toString()));
      };
    case 'ActivityEnded':
      return (draft, record) => {
        const node = processOf(context, record).process.nodes[event.activityId ?? ''];
        const ids = parseIds(node?.properties['anliu.clock.end']);
        if (ids.length > 0 && endClocks(draft, ids, at.toISOString())) refreshDue(context, draft, at);
      };
    case 'ProcessEnded':
      return (draft) => {
        if (event.rootProcessInstanceId !== null && event.rootProcessInstanceId !== event.processInstanceId) return;
        if (draft.closed) return;
        draft.closed = true;
        draft.closedAt = entry(at, 'end', '').at;
        if (event.state !== 'COMPLETED') draft.state = say.terminated.toString();
        endClocks(
          draft,
          draft.clocks.map((clock) => clock.id),
          at.toISOString(),
        );
        delete draft.due;
        draft.timeline.push(
          entry(
            at,
            'end',
            draft.state || say.closed.toString(),
            event.deleteReason === null ? {} : { detail: event.deleteReason },
          ),
        );
      };
    case 'IncidentCreated':
      return (draft) => {
        draft.timeline.push(
          entry(at, 'system', say.automationFailed.toString(), { detail: event.incident.incidentMessage ?? '' }),
        );
      };
    case 'IncidentResolved':
      return (draft) => {
        draft.timeline.push(entry(at, 'system', say.automationResumed.toString()));
      };
    default:
      return undefined;
  }
}
