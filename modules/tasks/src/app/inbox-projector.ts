import type { CaseRecord, EventHandler } from '@anliu/cases';
import { officeIso } from '@anliu/office-time';
import {
  parseDateTime,
  type EngineEvent,
  type EngineEventOf,
  type IdentityLinkDto,
  type TaskDto,
} from '@anliu/engine-protocol';
import type { InboxTask } from '../domain/inbox-task.js';
import { NEVER_DUE } from '../limits.js';
import type { TaskContext } from './context.js';
import { resolvePeople } from './resolve-people.js';
import { clockOfStep } from './step-clock.js';

type TaskEvent = Extract<EngineEvent, { readonly candidates: readonly IdentityLinkDto[] }>;

const instant = (text: string): string => officeIso(new Date(parseDateTime(text) ?? 0));

/** Keeps the inbox in step with the engine: gives new tasks to people, follows who has them, remembers who finished them. */
export function inboxProjector(context: TaskContext): EventHandler {
  return async (event) => {
    switch (event.type) {
      case 'TaskCreated':
        return created(context, event);
      case 'TaskUpdated':
        return updated(context, event);
      case 'TaskEnded':
        return ended(context, event);
      default:
        return undefined;
    }
  };
}

async function created(context: TaskContext, event: TaskEvent): Promise<void> {
  const record = await context.cases.ofEvent(event);
  const key = event.task.taskDefinitionKey;
  if (!record || key === null) return;
  const known = await context.models.tasks.findById(event.task.id).lean<InboxTask | null>();
  if (known) {
    // A crash may have come between the row and what follows from it.
    if (known.seq === event.seq) await follow(context, known);
    return;
  }
  const { version, process } = context.cases.processOf(record);
  const node = process.nodes[key];
  if (!node) return;
  const people = await resolvePeople(context.organization, process, record, node);
  const createdAt = instant(event.task.created);
  const clock = clockOfStep(context, version, node, record, createdAt);
  const sender = record.performances.at(-1)?.person ?? record.startedBy;
  const task: InboxTask = {
    _id: event.task.id,
    caseId: record._id,
    process: record.process,
    definitionKey: key,
    name: event.task.name ?? node.name,
    state: 'open',
    ...(people.length === 1 && people[0] ? { assignee: people[0] } : {}),
    candidates: people.length > 1 ? people : [],
    people: people.map((person) => person.id),
    createdAt,
    ...(sender ? { sender } : {}),
    due: clock?.due ?? NEVER_DUE,
    readBy: [],
    seq: event.seq,
    case: summaryOf(record),
  };
  await Promise.all([
    context.models.tasks.updateOne({ _id: task._id }, { $setOnInsert: task }, { upsert: true }),
    follow(context, task),
  ]);
  if (people.length === 0) {
    context.log.error('nobody found for a step', { case: record.no, step: key, rule: node.properties['anliu.assign'] });
    await context.cases.note(record._id, {
      at: createdAt,
      kind: 'system',
      title: `“${task.name}”没有找到办理人`,
      detail: '请管理员检查岗位设置后指定办理人',
    });
  }
  context.notify({ type: 'tasks-changed', added: 1 }, task.people);
}

export const summaryOf = (record: CaseRecord): InboxTask['case'] => ({
  no: record.no,
  title: record.title,
  kind: record.kind,
  ...(record.enterprise ? { enterprise: record.enterprise } : {}),
  ...(record.grade ? { grade: record.grade } : {}),
});

/** What a new task means elsewhere; may be repeated. */
const follow = (context: TaskContext, task: InboxTask): Promise<unknown> =>
  Promise.all([tellEngine(context, task), context.cases.addParticipants(task.caseId, task.people)]);

/** The engine knows who has a task, too, so that other clients of it agree. The task may be over already when events come late. */
async function tellEngine(context: TaskContext, task: InboxTask): Promise<void> {
  const { engine } = context;
  if ((await engine.tasks.count({ taskId: task._id })) === 0) return;
  if (task.assignee) {
    const current = await engine.tasks.get(task._id);
    if (current.assignee === null) await engine.tasks.setAssignee(task._id, task.assignee.id);
    return;
  }
  const links = await engine.tasks.listIdentityLinks(task._id);
  for (const { id } of task.candidates) {
    if (links.some((link) => link.type === 'candidate' && link.userId === id)) continue;
    await engine.tasks.addIdentityLink(task._id, { userId: id, groupId: null, type: 'candidate' });
  }
}

async function updated(context: TaskContext, event: TaskEvent): Promise<void> {
  const known = await context.models.tasks.findById(event.task.id).lean<InboxTask | null>();
  if (!known || known.seq >= event.seq || known.state !== 'open') return;
  const { assignee } = event.task;
  if ((known.assignee?.id ?? null) === assignee) return;
  // Until the engine was told whom the task was given to, its own events still say nobody.
  if (assignee === null && known.candidates.length === 0) return;
  const people = new Set([...known.candidates.map((person) => person.id), ...(assignee === null ? [] : [assignee])]);
  const [person] = assignee === null ? [] : await context.organization.byIds([assignee]);
  await context.models.tasks.updateOne(
    { _id: known._id },
    {
      $set: { seq: event.seq, people: [...people], ...(person ? { assignee: person } : {}) },
      ...(person ? {} : { $unset: { assignee: 1 } }),
    },
  );
  if (assignee !== null) await context.cases.addParticipants(known.caseId, [assignee]);
  context.notify({ type: 'tasks-changed', added: 0 }, [...new Set([...known.people, ...people])]);
}

async function ended(context: TaskContext, event: EngineEventOf<'TaskEnded'>): Promise<void> {
  const known = await context.models.tasks.findById(event.task.id).lean<InboxTask | null>();
  if (!known || known.state !== 'open') return;
  const record = await context.cases.ofEvent(event);
  const performance = record?.performances.find((item) => item.taskId === event.task.id);
  const outcome = record?.timeline.find((item) => item.taskId === event.task.id && item.kind === 'step')?.outcome;
  const endedBy = performance?.person ?? (await assigneeOf(context, event.task));
  const completed = event.reason === 'completed';
  const ending = context.models.tasks.updateOne(
    { _id: known._id },
    {
      $set: {
        seq: event.seq,
        state: completed ? 'completed' : 'deleted',
        endedAt: instant(event.at),
        ...(completed && endedBy ? { endedBy } : {}),
        ...(outcome === undefined ? {} : { outcome }),
      },
    },
  );
  await Promise.all([ending, context.models.drafts.deleteMany({ taskId: known._id })]);
  context.notify({ type: 'tasks-changed', added: 0 }, known.people);
}

/** A task completed by another client of the engine was done by whoever had it. */
async function assigneeOf(context: TaskContext, task: TaskDto) {
  if (task.assignee === null) return undefined;
  return (await context.organization.byIds([task.assignee]))[0];
}

/** Open tasks follow a case whose clocks or data changed without an event of its own. */
export async function refreshOpenTasks(context: TaskContext, record: CaseRecord): Promise<void> {
  const { version, process } = context.cases.processOf(record);
  const open = await context.models.tasks.find({ caseId: record._id, state: 'open' }).lean<InboxTask[]>();
  for (const task of open) {
    const node = process.nodes[task.definitionKey];
    if (!node) continue;
    const clock = clockOfStep(context, version, node, record, task.createdAt);
    await context.models.tasks.updateOne(
      { _id: task._id },
      { $set: { due: clock?.due ?? NEVER_DUE, case: summaryOf(record) } },
    );
  }
}
