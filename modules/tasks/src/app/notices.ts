import { officeIso } from '@anliu/office-time';
import type { NoticeView } from '@anliu/contract';
import { NotFoundError } from '@anliu/engine-protocol';
import { notFound, type PersonPrincipal } from '@anliu/kit';
import { parseAssign } from '@anliu/conventions';
import { feelText } from '@anliu/packs';
import type { Notice } from '../domain/inbox-task.js';
import { MAX_NOTICE_LENGTH, MAX_NOTICES } from '../limits.js';
import type { TaskContext } from './context.js';
import { peopleOf } from './resolve-people.js';
import { say } from '../sentences.js';

const TOPIC = 'notify';

/** Delivers the notice of a `notify` task to everybody its rule names; a second delivery of the same task tells nobody twice. */
export async function deliverNotice(context: TaskContext, externalTaskId: string): Promise<{ receivers: number }> {
  const task = await context.engine.externalTasks.get(externalTaskId).catch((error: unknown) => {
    if (NotFoundError.isInstance(error)) throw notFound(say.noSuchMessageToSend);
    throw error;
  });
  const record = task.businessKey === null ? undefined : await context.cases.byNo(task.businessKey);
  if (!record || task.topicName !== TOPIC) throw notFound(say.noSuchMessageToSend);
  const node = context.cases.processOf(record).process.nodes[task.activityId];
  const rules = parseAssign(node?.properties['anliu.notify.to'] ?? 'starter');
  const now = context.clock.now();
  const text = feelText(node?.properties['anliu.notify.text'], await context.cases.scope(record), now) ?? record.title;
  for (const rule of rules) {
    const people = await peopleOf(context.organization, record, rule);
    if (people.length === 0) continue;
    for (const person of people) {
      const notice: Notice = {
        _id: `${externalTaskId}:${person.id}`,
        person: person.id,
        title: node?.name || record.kindTitle,
        text: text.slice(0, MAX_NOTICE_LENGTH),
        at: officeIso(now),
        read: false,
        link: `/cases/${record._id}`,
      };
      await context.models.notices.updateOne({ _id: notice._id }, { $setOnInsert: notice }, { upsert: true });
    }
    const ids = people.map((person) => person.id);
    await context.cases.addParticipants(record._id, ids);
    context.notify({ type: 'notice', title: node?.name || record.kindTitle }, ids);
    return { receivers: people.length };
  }
  context.log.warn('nobody to notify', { case: record.no, step: task.activityId });
  return { receivers: 0 };
}

export async function listNotices(context: TaskContext, principal: PersonPrincipal): Promise<NoticeView[]> {
  const found = await context.models.notices
    .find({ person: principal.person.id })
    .sort({ at: -1, _id: 1 })
    .limit(MAX_NOTICES)
    .lean<Notice[]>();
  return found.map(({ _id, title, text, at, read, link }) => ({
    id: _id,
    title,
    text,
    at,
    read,
    ...(link === undefined ? {} : { link }),
  }));
}

/** @throws AppError 404 */
export async function markRead(context: TaskContext, id: string, principal: PersonPrincipal): Promise<void> {
  const changed = await context.models.notices.updateOne(
    { _id: id, person: principal.person.id },
    { $set: { read: true } },
  );
  if (changed.matchedCount === 0) throw notFound(say.noSuchMessage);
}
