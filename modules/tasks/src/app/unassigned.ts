import type { WantedPeople } from '@anliu/contract';
import { assignValue, parseAssign } from '@anliu/conventions';
import { conflict, notFound } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import type { CaseRecord } from '@anliu/cases';
import type { InboxTask } from '../domain/inbox-task.js';
import type { TaskContext } from './context.js';
import { tellEngine } from './inbox-projector.js';
import { resolvePeople } from './resolve-people.js';
import { say } from '../sentences.js';

/** A step that is on nobody's desk. */
export interface UnassignedStep {
  readonly task: string;
  readonly caseId: string;
  readonly step: string;
  readonly since: string;
}

/** Marked for what was given to nobody before tasks knew of it. */
const MARKED_ID = 'nobody';

/** Tasks of older versions that nobody has; once. */
export async function markUnassigned({ models }: TaskContext): Promise<void> {
  if (await models.form.findById(MARKED_ID).lean()) return;
  await models.tasks.updateMany({ state: 'open', people: { $size: 0 } }, { $set: { nobody: true } });
  await models.form.replaceOne({ _id: MARKED_ID }, { form: 1 }, { upsert: true });
}

export const countUnassigned = ({ models }: TaskContext): Promise<number> =>
  models.tasks.countDocuments({ nobody: true }).exec();

/** Those that wait longest first. */
export async function listUnassigned(
  { models }: TaskContext,
  { skip, limit }: { skip: number; limit: number },
): Promise<UnassignedStep[]> {
  const found = await models.tasks
    .find({ nobody: true })
    .sort({ createdAt: 1 })
    .skip(skip)
    .limit(limit)
    .lean<InboxTask[]>();
  return found.map(({ _id, caseId, name, createdAt }) => ({ task: _id, caseId, step: name, since: createdAt }));
}

/** Whom the step asks for, in the order in which it is tried. */
export async function wantedPeople(context: TaskContext, taskId: string): Promise<WantedPeople[]> {
  const found = await open(context, taskId);
  const { version, process } = context.cases.processOf(found.record);
  const rule = process.nodes[found.task.definitionKey]?.properties['anliu.assign'] ?? 'starter';
  const posts = new Map((await context.organization.posts()).map(({ id, title }) => [id, title]));
  const fields = [...version.forms.values()].flatMap(({ fields }) => Object.values(fields));
  return parseAssign(rule).map((one) => {
    const value = assignValue(one);
    const name =
      one.kind === 'field'
        ? fields.find((field) => field.name === value)?.title
        : one.kind === 'performer'
          ? process.nodes[value]?.name
          : posts.get(value);
    return { kind: one.kind, name: name ?? '' };
  });
}

/**
 * Looks once more for people who may do a step that nobody has, and gives it to them.
 * @throws AppError 404, 409 when somebody has it or there is still nobody
 */
export async function assignAgain(
  context: TaskContext,
  taskId: string,
  by: string,
): Promise<{ readonly record: CaseRecord; readonly step: string; readonly people: number }> {
  const { task, record } = await open(context, taskId);
  const { cases, clock, models, organization } = context;
  const { process } = cases.processOf(record);
  const node = process.nodes[task.definitionKey];
  const people = node ? await resolvePeople(organization, process, record, node) : [];
  const [first] = people;
  if (!first) throw conflict('NOBODY_FOUND', say.stillNobody({ task: task.name }));
  const unit = await organization.organizationOf(first.id);
  const given = {
    candidates: people.length > 1 ? people : [],
    people: people.map(({ id }) => id),
    ...(people.length === 1 ? { assignee: first } : {}),
    ...(unit ? { unit } : {}),
  };
  await cases.addParticipants(record._id, given.people);
  const written = await models.tasks.updateOne({ _id: taskId, nobody: true }, { $set: given, $unset: { nobody: 1 } });
  if (written.modifiedCount !== 1) throw taken(task);
  await tellEngine(context, { ...task, ...given });
  await cases.note(record._id, {
    at: officeIso(clock.now()),
    kind: 'command',
    title: say.assignedAgain({ task: task.name }).toString(),
    by: (await organization.byIds([by]))[0] ?? { id: by, name: by },
    key: `assign ${taskId}`,
  });
  await context.worklist.refresh(record._id);
  context.notify({ type: 'tasks-changed', added: 1 }, given.people);
  return { record, step: task.name, people: people.length };
}

async function open(context: TaskContext, taskId: string): Promise<{ task: InboxTask; record: CaseRecord }> {
  const task = await context.models.tasks.findById(taskId).lean<InboxTask | null>();
  if (!task) throw notFound(say.noTask);
  if (!task.nobody) throw taken(task);
  return { task, record: await context.cases.get(task.caseId) };
}

const taken = (task: InboxTask) => conflict('TASK_ASSIGNED', say.hasSomebody({ task: task.name }));
