import { parseDateTime, type EngineEvent } from '@anliu/engine-protocol';
import { parseIds } from '@anliu/conventions';
import { type NodeMeta } from '@anliu/packs';
import type { CaseDraft, CaseRecord } from '../domain/case.js';
import { UNCHANGED } from '../store/case-store.js';
import { endClocks, refreshDue } from './clocks.js';
import { entry, processOf, type CaseContext } from './context.js';
import type { EventHandler } from './event-pump.js';

/**
 * Keeps cases in step with the engine: state, clocks that end with a step, the end of the case. Every event is applied once: the case
 * remembers the last one in the same write.
 */
export function caseProjector(context: CaseContext): EventHandler {
  return async (event) => {
    const change = changeOf(context, event);
    if (!change || event.businessKey === null || event.processDefinitionId === null) return;
    const process = context.packs.processOfDefinition(event.processDefinitionId);
    if (!process || !concerns(event, process.process.nodes[event.activityId ?? ''])) return;
    const found = await context.store.byNo(event.businessKey);
    if (!found || found.seq >= event.seq || found.definitionId !== event.processDefinitionId) return;
    let isChanged = false;
    const record = await context.store.change(found._id, (draft) => {
      isChanged = false;
      if (draft.seq >= event.seq) return UNCHANGED;
      const before = JSON.stringify([draft.state, draft.closed, draft.clocks, draft.timeline.length]);
      change(draft, found);
      isChanged = before !== JSON.stringify([draft.state, draft.closed, draft.clocks, draft.timeline.length]);
      if (!isChanged) return UNCHANGED;
      draft.seq = event.seq;
      return undefined;
    });
    if (isChanged) context.changed(record);
  };
}

/** Whether an event can change a case at all; most activities carry no state, result or clock, and then no case has to be read. */
function concerns(event: EngineEvent, node: NodeMeta | undefined): boolean {
  if (event.type === 'ActivityStarted') {
    const { 'anliu.state': state, 'anliu.result': result } = node?.properties ?? {};
    return state !== undefined || result !== undefined || (node?.type === 'boundaryEvent' && node.timer !== undefined);
  }
  return event.type !== 'ActivityEnded' || node?.properties['anliu.clock.end'] !== undefined;
}

type Change = (draft: CaseDraft, record: CaseRecord) => void;

function changeOf(context: CaseContext, event: EngineEvent): Change | undefined {
  const at = new Date(parseDateTime(event.at) ?? context.clock.now().getTime());
  switch (event.type) {
    case 'ActivityStarted':
      return (draft, record) => {
        const node = processOf(context, record).process.nodes[event.activityId ?? ''];
        if (!node) return;
        const state = node.properties['anliu.state'];
        if (state !== undefined) draft.state = state;
        const result = node.properties['anliu.result'];
        if (result !== undefined) draft.result = result;
        if (node.type === 'boundaryEvent' && node.timer) draft.timeline.push(entry(at, 'system', node.name || '到期'));
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
        if (event.state !== 'COMPLETED') draft.state = '已终止';
        endClocks(
          draft,
          draft.clocks.map((clock) => clock.id),
          at.toISOString(),
        );
        delete draft.due;
        draft.timeline.push(
          entry(at, 'end', draft.state || '办结', event.deleteReason === null ? {} : { detail: event.deleteReason }),
        );
      };
    case 'IncidentCreated':
      return (draft) => {
        draft.timeline.push(
          entry(at, 'system', '自动步骤出错，等待管理员处理', { detail: event.incident.incidentMessage ?? '' }),
        );
      };
    case 'IncidentResolved':
      return (draft) => {
        draft.timeline.push(entry(at, 'system', '自动步骤已恢复'));
      };
    default:
      return undefined;
  }
}
