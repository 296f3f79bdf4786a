import { entryOf, type CaseBatch, type CaseEventHandler, type CaseRecord } from '@anliu/cases';
import { officeIso } from '@anliu/office-time';
import {
  parseDateTime,
  type EngineEvent,
  type EngineEventOf,
  type IdentityLinkDto,
  type TaskDto,
} from '@anliu/engine-protocol';
import { plainRows } from '@anliu/storage';
import type { InboxTask } from '../domain/inbox-task.js';
import type { TaskContext } from './context.js';
import { resolvePeople } from './resolve-people.js';
import { say } from '../sentences.js';

type TaskEvent = Extract<EngineEvent, { readonly candidates: readonly IdentityLinkDto[] }>;

const instant = (text: string): string => officeIso(new Date(parseDateTime(text) ?? 0));

const isTaskEvent = (event: EngineEvent): boolean =>
  event.type === 'TaskCreated' || event.type === 'TaskUpdated' || event.type === 'TaskEnded';

/**
 * Keeps the inbox in step with the engine: gives new tasks to people, follows who has them, remembers who finished them, and makes the rows of
 * the case anew. All of it is written in the turn in which the case is.
 */
export function inboxProjector(context: TaskContext): CaseEventHandler {
  return {
    concerns: isTaskEvent,
    async apply(batch) {
      const stored = await context.models.tasks.find({ caseId: batch.record._id }).lean<InboxTask[]>();
      const tasks = new Map(stored.map((task) => [task._id, task]));
      const changed = new Set<string>();
      const told: Telling = { people: new Map(), added: 0 };
      for (const event of batch.events) {
        const task = await apply(context, batch, tasks, event, told);
        if (task) changed.add(task._id);
      }
      // The engine's word that a task has the assignee it was told of changes nothing.
      if (changed.size === 0 && batch.events.every((event) => event.type === 'TaskUpdated')) return;
      if (changed.size > 0) {
        batch.write(() =>
          plainRows(context.models.tasks).bulkWrite(
            [...changed].flatMap((id) => {
              const task = tasks.get(id);
              return task ? [{ replaceOne: { filter: { _id: id }, replacement: task, upsert: true } }] : [];
            }),
            { ordered: false },
          ),
        );
      }
      for (const write of await context.worklist.writesFor(batch.draft, [...tasks.values()])) batch.write(write);
      batch.after(() => {
        for (const [added, people] of [
          [told.added, [...told.people.keys()].filter((id) => told.people.get(id))],
          [0, [...told.people.keys()].filter((id) => !told.people.get(id))],
        ] as const)
          if (people.length > 0) context.notify({ type: 'tasks-changed', added }, people);
      });
    },
  };
}

/** Whose desks changed; true for those who got something new. */
interface Telling {
  people: Map<string, boolean>;
  added: number;
}

const tell = (told: Telling, people: readonly string[], isNew: boolean): void => {
  for (const id of people) told.people.set(id, isNew || (told.people.get(id) ?? false));
  if (isNew) told.added += 1;
};

async function apply(
  context: TaskContext,
  batch: CaseBatch,
  tasks: Map<string, InboxTask>,
  event: EngineEvent,
  told: Telling,
): Promise<InboxTask | undefined> {
  const known = isTaskEvent(event) ? tasks.get((event as TaskEvent).task.id) : undefined;
  let task: InboxTask | undefined;
  if (event.type === 'TaskCreated') task = await created(context, batch, known, event, told);
  else if (event.type === 'TaskUpdated') task = await updated(context, batch, known, event, told);
  else if (event.type === 'TaskEnded') task = await ended(context, batch, known, event, told);
  if (task) tasks.set(task._id, task);
  return task;
}

async function created(
  context: TaskContext,
  batch: CaseBatch,
  known: InboxTask | undefined,
  event: TaskEvent,
  told: Telling,
): Promise<InboxTask | undefined> {
  const record = batch.draft;
  const key = event.task.taskDefinitionKey;
  if (key === null) return undefined;
  if (known) {
    // A crash may have come between the row and what follows from it.
    if (known.seq === event.seq) follow(context, batch, known);
    return undefined;
  }
  const { process } = context.cases.processOf(record);
  const node = process.nodes[key];
  if (!node) return undefined;
  const people = await resolvePeople(context.organization, process, record, node);
  const createdAt = instant(event.task.created);
  const sender = record.performances.at(-1)?.person ?? record.startedBy;
  const unit = people[0] && (await context.organization.organizationOf(people[0].id));
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
    ...(people.length === 0 ? { nobody: true as const } : {}),
    createdAt,
    ...(sender ? { sender } : {}),
    readBy: [],
    ...(unit ? { unit } : {}),
    seq: event.seq,
  };
  follow(context, batch, task);
  tell(told, task.people, true);
  if (people.length === 0) {
    context.log.error('nobody found for a step', { case: record.no, step: key, rule: node.properties['anliu.assign'] });
    batch.draft.timeline.push({
      at: createdAt,
      kind: 'system',
      title: say.nobodyFound({ task: task.name }).toString(),
      detail: say.nobodyFoundDetail.toString(),
    });
  }
  return task;
}

/** What a new task means elsewhere; may be repeated. */
function follow(context: TaskContext, batch: CaseBatch, task: InboxTask): void {
  takePart(batch.draft, task.people);
  batch.after(() => tellEngine(context, task));
}

/** From now on these people see the case. */
function takePart(draft: CaseRecord, people: readonly string[]): void {
  draft.participants = [...new Set([...draft.participants, ...people])];
}

/** The engine knows who has a task, too, so that other clients of it agree. The task may be over already when events come late. */
export async function tellEngine(
  context: TaskContext,
  task: Pick<InboxTask, '_id' | 'assignee' | 'candidates'>,
): Promise<void> {
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

async function updated(
  context: TaskContext,
  batch: CaseBatch,
  known: InboxTask | undefined,
  event: TaskEvent,
  told: Telling,
): Promise<InboxTask | undefined> {
  if (!known || known.seq >= event.seq || known.state !== 'open') return undefined;
  const { assignee } = event.task;
  if ((known.assignee?.id ?? null) === assignee) return undefined;
  // Until the engine was told whom the task was given to, its own events still say nobody.
  if (assignee === null && known.candidates.length === 0) return undefined;
  const people = [
    ...new Set([...known.candidates.map((person) => person.id), ...(assignee === null ? [] : [assignee])]),
  ];
  const [person] = assignee === null ? [] : await context.organization.byIds([assignee]);
  const holder = person?.id ?? people[0];
  const unit = holder === undefined ? undefined : await context.organization.organizationOf(holder);
  const { assignee: before, unit: formerUnit, nobody: wasNobody, ...rest } = known;
  void before;
  void formerUnit;
  void wasNobody;
  if (assignee !== null) takePart(batch.draft, [assignee]);
  tell(told, [...known.people, ...people], false);
  return {
    ...rest,
    seq: event.seq,
    people,
    ...(people.length === 0 ? { nobody: true as const } : {}),
    ...(person ? { assignee: person } : {}),
    ...(unit ? { unit } : {}),
  };
}

async function ended(
  context: TaskContext,
  batch: CaseBatch,
  known: InboxTask | undefined,
  event: EngineEventOf<'TaskEnded'>,
  told: Telling,
): Promise<InboxTask | undefined> {
  if (known?.state !== 'open') return undefined;
  const record = batch.draft;
  const performance = record.performances.find((item) => item.taskId === event.task.id);
  const finished = record.timeline.find((item) => item.taskId === event.task.id && item.kind === 'step');
  const outcome = finished && entryOf(finished).outcomeLabel;
  const endedBy = performance?.person ?? (await assigneeOf(context, event.task));
  const completed = event.reason === 'completed';
  const { drafts, nobody, ...rest } = known;
  void nobody;
  if (drafts && drafts.length > 0) batch.write(() => context.models.drafts.deleteMany({ taskId: known._id }));
  tell(told, known.people, false);
  return {
    ...rest,
    seq: event.seq,
    state: completed ? 'completed' : 'deleted',
    endedAt: instant(event.at),
    ...(completed && endedBy ? { endedBy } : {}),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** A task completed by another client of the engine was done by whoever had it. */
async function assigneeOf(context: TaskContext, task: TaskDto) {
  if (task.assignee === null) return undefined;
  return (await context.organization.byIds([task.assignee]))[0];
}
