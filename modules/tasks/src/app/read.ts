import { pinOf, separationReason, type CaseRecord } from '@anliu/cases';
import type { OpenStep, TaskDetail, TaskSummary } from '@anliu/contract';
import { notFound, type PersonPrincipal } from '@anliu/kit';
import { parseOutcomes } from '@anliu/conventions';
import { mainPath, type NodeMeta, type ProcessMeta } from '@anliu/packs';
import type { InboxTask, TaskDraft } from '../domain/inbox-task.js';
import { clockOfStep } from './clock-of-step.js';
import type { TaskContext } from './context.js';
import { say } from '../sentences.js';
import type { Sentence, Unspoken } from '@anliu/sentences';

/** Row of a task whatever list it is shown in. */
async function summarize(
  context: TaskContext,
  principal: PersonPrincipal,
  task: InboxTask,
  record: CaseRecord,
): Promise<TaskSummary> {
  const { version, process } = context.cases.processOf(record);
  const node = process.nodes[task.definitionKey];
  const clock = node && task.state === 'open' ? clockOfStep(context, version, node, record, task.createdAt) : undefined;
  const person = principal.person.id;
  const draft = task.drafts?.find((item) => item.person === person);
  return {
    id: task._id,
    name: task.name,
    step: task.definitionKey,
    case: context.cases.header(record),
    ...(task.assignee ? { assignee: task.assignee } : {}),
    claimable: task.state === 'open' && !task.assignee && task.people.includes(person),
    ...(task.sender ? { sender: task.sender } : {}),
    createdAt: task.createdAt,
    ...(task.endedAt === undefined ? {} : { endedAt: task.endedAt }),
    ...(task.outcome === undefined ? {} : { outcomeLabel: task.outcome }),
    ...(clock ? { clock } : {}),
    unread: task.state === 'open' && !task.readBy.includes(person),
    ...(draft ? { draftAt: draft.savedAt } : {}),
  };
}

export const draftId = (taskId: string, person: string): string => `${taskId}:${person}`;

/** The task, if this person has or had to do with it, or may see its case. @throws AppError 404 */
export async function visibleTask(
  context: TaskContext,
  id: string,
  principal: PersonPrincipal,
): Promise<{ task: InboxTask; record: CaseRecord }> {
  const task = await context.models.tasks.findById(id).lean<InboxTask | null>();
  if (!task) throw gone();
  const record = await context.cases.get(task.caseId);
  const isMine = task.people.includes(principal.person.id) || task.endedBy?.id === principal.person.id;
  if (!isMine && !(await context.cases.sees(principal, record))) throw gone();
  return { task, record };
}

export const gone = () => notFound(say.gone);

/** Why this person cannot finish the step now, or undefined when they can. */
export function whyNotActionable(
  process: ProcessMeta,
  node: NodeMeta,
  record: CaseRecord,
  task: InboxTask,
  person: string,
): Sentence | undefined {
  if (task.state !== 'open') return doneBy(task);
  if (task.assignee && task.assignee.id !== person) return say.doneByOther({ name: task.assignee.name });
  const separated = separationReason(process.nodes, record, node, person);
  if (separated !== undefined) return separated;
  if (!task.assignee) return task.people.includes(person) ? say.notClaimed : say.notYours;
  return undefined;
}

export function doneBy(task: InboxTask): Sentence {
  if (task.state === 'deleted') return say.ended({ task: task.name });
  const at = task.endedAt?.slice(5, 16).replace('T', ' ') ?? '';
  const done = { task: task.name, name: task.endedBy?.name ?? say.somebody, at };
  return task.outcome === undefined ? say.doneBy(done) : say.doneByWith({ ...done, outcome: task.outcome });
}

/** The task page: form, data stripped to its view, outcomes, draft. Reading it marks it read. */
export async function taskDetail(
  context: TaskContext,
  id: string,
  principal: PersonPrincipal,
): Promise<Unspoken<TaskDetail, 'reason'>> {
  const { task, record } = await visibleTask(context, id, principal);
  const { cases } = context;
  const { version, process } = cases.processOf(record);
  const node = process.nodes[task.definitionKey];
  if (!node) throw gone();
  const person = principal.person.id;
  const form = await context.forms.resolveForm(node.formKey ?? '', pinOf(version));
  const reason = whyNotActionable(process, node, record, task, person);
  const formContext = await cases.formContext(record, principal);
  const data = reason === undefined ? form.form.initial(record.data, formContext) : record.data;
  const draft = await context.models.drafts.findById(draftId(task._id, person)).lean<TaskDraft | null>();
  if (task.state === 'open' && !task.readBy.includes(person)) {
    await context.models.tasks.updateOne({ _id: task._id }, { $addToSet: { readBy: person } });
    task.readBy.push(person);
    await context.worklist.refresh(task.caseId);
  }
  const path = mainPath(process);
  const isMine = task.state === 'open' && task.assignee?.id === person;
  return {
    ...(await summarize(context, principal, task, record)),
    progress: {
      index: path.indexOf(task.definitionKey) + 1,
      total: path.includes(task.definitionKey) ? path.length : 0,
    },
    ...(node.properties['anliu.guide'] === undefined ? {} : { guide: node.properties['anliu.guide'] }),
    ...(node.properties['anliu.legal'] === undefined ? {} : { legalBasis: node.properties['anliu.legal'] }),
    form: { key: form.key, definition: form.definition, view: form.view },
    data: await cases.dataFor(
      principal,
      record,
      form.definition,
      form.form.strip(data),
      task.people.includes(person) || record.participants.includes(person),
    ),
    caseVersion: record.version,
    outcomes: parseOutcomes(node.properties['anliu.outcomes'] ?? ''),
    ...(draft
      ? {
          draft: {
            data: draft.data,
            savedAt: draft.savedAt,
            caseVersion: draft.caseVersion,
            ...(draft.opinion === undefined ? {} : { opinion: draft.opinion }),
          },
        }
      : {}),
    actionable: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    commands: [
      ...(task.state === 'open' && !task.assignee && task.people.includes(person) ? (['claim'] as const) : []),
      ...(isMine && task.candidates.length > 0 ? (['unclaim'] as const) : []),
      ...(isMine ? (['transfer'] as const) : []),
    ],
    parameters: cases.parameters(record),
  };
}

/** Open steps of a case with who has them. */
export async function openSteps(
  context: TaskContext,
  record: CaseRecord,
  viewer: PersonPrincipal | undefined,
): Promise<OpenStep[]> {
  const { version, process } = context.cases.processOf(record);
  const rows = await context.models.tasks
    .find({ caseId: record._id, state: 'open' })
    .sort({ createdAt: 1 })
    .lean<InboxTask[]>();
  return rows.map((task) => {
    const node = process.nodes[task.definitionKey];
    const clock = node && clockOfStep(context, version, node, record, task.createdAt);
    return {
      taskId: task._id,
      step: task.definitionKey,
      name: task.name,
      since: task.createdAt,
      people: task.assignee ? [task.assignee] : task.candidates,
      ...(clock ? { clock } : {}),
      mine:
        viewer !== undefined &&
        (task.assignee ? task.assignee.id === viewer.person.id : task.people.includes(viewer.person.id)),
    };
  });
}
