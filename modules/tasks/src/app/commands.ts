import { CompletionRefusedError, pinOf, separationReason } from '@anliu/cases';
import { officeIso } from '@anliu/office-time';
import {
  ERROR,
  type CompleteTaskRequest,
  type CompleteTaskResponse,
  type SaveDraftRequest,
  type TransferTaskRequest,
} from '@anliu/contract';
import { EngineError } from '@anliu/engine-protocol';
import { conflict, diskProblem, formInvalid, invalid, type Message, type PersonPrincipal } from '@anliu/kit';
import type { InboxTask, TaskDraft } from '../domain/inbox-task.js';
import { MAX_DRAFT_BYTES } from '../limits.js';
import type { TaskContext } from './context.js';
import { doneBy, draftId, gone, visibleTask, whyNotActionable } from './read.js';
import { say } from '../sentences.js';

/** What a desk does with a task. Every command is refused with a reason before anything changes. */
export class TaskCommands {
  readonly #context: TaskContext;
  /** A completion that is on its way: a second click waits for the first and gets its answer. */
  readonly #inFlight = new Map<string, Promise<CompleteTaskResponse>>();

  constructor(context: TaskContext) {
    this.#context = context;
  }

  /**
   * Finishes a step and says what follows.
   * @throws AppError 404 not theirs, 409 TASK_GONE · TASK_TAKEN · CASE_STALE · SAME_OFFICER, 400/422 with every refused field
   */
  complete(
    id: string,
    request: CompleteTaskRequest,
    key: string,
    principal: PersonPrincipal,
  ): Promise<CompleteTaskResponse> {
    const name = `${principal.person.id} ${id} ${key}`;
    const running = this.#inFlight.get(name);
    if (running) return running;
    const answer = this.#complete(id, request, key, principal).finally(() => this.#inFlight.delete(name));
    this.#inFlight.set(name, answer);
    return answer;
  }

  async #complete(
    id: string,
    request: CompleteTaskRequest,
    key: string,
    principal: PersonPrincipal,
  ): Promise<CompleteTaskResponse> {
    const { cases } = this.#context;
    const task = await this.#actable(id, principal, key);
    try {
      const done = await cases.complete(
        {
          caseId: task.caseId,
          taskId: id,
          step: task.definitionKey,
          taskCreatedAt: task.createdAt,
          outcome: request.outcome,
          opinion: request.opinion,
          data: request.data,
          caseVersion: request.caseVersion,
          key,
        },
        principal,
      );
      const [record] = await Promise.all([
        cases.settle(done.record),
        this.#context.models.drafts.deleteOne({ _id: draftId(id, principal.person.id) }),
      ]);
      const [open, documents] = await Promise.all([cases.openSteps(record, principal), cases.documents(record._id)]);
      return {
        message: done.message,
        case: cases.header(record),
        next: open.map(({ name, people }) => ({ name, people })),
        documents,
      };
    } catch (error) {
      if (!(error instanceof CompletionRefusedError)) throw error;
      // The step was taken back: nothing was saved, and the reason is not the process.
      if (diskProblem(error)) throw error;
      await cases.caughtUp();
      const { task: now } = await visibleTask(this.#context, id, principal);
      if (now.state !== 'open') throw conflict(ERROR.taskGone, doneBy(now));
      this.#context.log.error('the engine refused a completion', { task: id, reason: String(error.cause) });
      throw conflict('ENGINE_REFUSED', say.engineRefused);
    }
  }

  /** The task, when this person may finish it now or has finished it with this very request. */
  async #actable(id: string, principal: PersonPrincipal, key: string): Promise<InboxTask> {
    const { task, record } = await visibleTask(this.#context, id, principal);
    const person = principal.person.id;
    const isRepeat = record.finished.some(
      (command) => command.taskId === id && command.key === key && command.by.id === person,
    );
    if (isRepeat) return task;
    if (task.state !== 'open') throw conflict(ERROR.taskGone, doneBy(task));
    if (!task.people.includes(person)) throw gone();
    const { process } = this.#context.cases.processOf(record);
    const node = process.nodes[task.definitionKey];
    if (!node) throw gone();
    const separated = separationReason(process.nodes, record, node, person);
    if (separated !== undefined) throw conflict(ERROR.sameOfficer, separated);
    const reason = whyNotActionable(process, node, record, task, person);
    if (reason !== undefined) throw conflict(task.assignee ? ERROR.taskTaken : 'TASK_UNCLAIMED', reason);
    return task;
  }

  /** @throws AppError 409 TASK_TAKEN naming who was faster, TASK_GONE, SAME_OFFICER */
  async claim(id: string, principal: PersonPrincipal): Promise<void> {
    const { task, record } = await visibleTask(this.#context, id, principal);
    const person = principal.person.id;
    if (task.state !== 'open') throw conflict(ERROR.taskGone, doneBy(task));
    if (!task.people.includes(person)) throw gone();
    if (task.assignee?.id === person) return;
    if (task.assignee) throw taken(task);
    const { process } = this.#context.cases.processOf(record);
    const node = process.nodes[task.definitionKey];
    const separated = node && separationReason(process.nodes, record, node, person);
    if (separated !== undefined) throw conflict(ERROR.sameOfficer, separated);
    try {
      await this.#context.engine.tasks.claim(id, person);
    } catch (error) {
      if (!EngineError.isInstance(error)) throw error;
      await this.#context.cases.caughtUp();
      const { task: now } = await visibleTask(this.#context, id, principal);
      throw now.state === 'open' ? taken(now) : conflict(ERROR.taskGone, doneBy(now));
    }
    await this.#context.cases.caughtUp();
  }

  /** Puts a claimed task back for the others. @throws AppError 409 */
  async unclaim(id: string, principal: PersonPrincipal): Promise<void> {
    const task = await this.#own(id, principal);
    if (task.candidates.length === 0) throw conflict('TASK_NOT_SHARED', say.notShared);
    await this.#context.engine.tasks.setAssignee(id, null);
    await this.#context.cases.caughtUp();
  }

  /** Hands a task over; the reason goes into the timeline. @throws AppError 409, 422 */
  async transfer(id: string, { to, reason }: TransferTaskRequest, principal: PersonPrincipal): Promise<void> {
    const task = await this.#own(id, principal);
    const { cases, engine, clock, organization } = this.#context;
    const record = await cases.get(task.caseId);
    const { process } = cases.processOf(record);
    const node = process.nodes[task.definitionKey];
    const person = await organization.byId(to);
    const refuse = (message: Message) => formInvalid(message, [{ path: 'to', code: 'TRANSFER_TO', message }]);
    if (!person || person.disabled) throw refuse(say.personUnknown);
    if (person.id === principal.person.id) throw refuse(say.notToOneself);
    const { acting } = principal;
    const isPeer = person.posts.some(
      (post) =>
        post.post === acting.post &&
        (post.organization.kind === 'enterprise' || acting.organization.kind === 'enterprise'
          ? post.organization.id === acting.organization.id
          : true),
    );
    if (!isPeer) throw refuse(say.notInPost({ name: person.name, post: acting.title }));
    const separated = node && separationReason(process.nodes, record, node, person.id);
    if (separated !== undefined) throw refuse(say.mustBeSeparate({ name: person.name, task: task.name }));
    const { id: by, name, certificate } = principal.person;
    await cases.note(record._id, {
      at: officeIso(clock.now()),
      kind: 'command',
      title: say.transferred({ task: task.name, name: person.name }).toString(),
      by: { id: by, name, ...(certificate === undefined ? {} : { certificate }) },
      detail: reason,
    });
    await engine.tasks.setAssignee(id, person.id);
    await cases.caughtUp();
  }

  /**
   * Keeps what was typed. It is kept even when the case has moved on; then 409 CASE_STALE tells so.
   * @throws AppError 400 too large or not writable, 409
   */
  async saveDraft(id: string, request: SaveDraftRequest, principal: PersonPrincipal): Promise<{ savedAt: string }> {
    const { task, record } = await visibleTask(this.#context, id, principal);
    const person = principal.person.id;
    if (task.state !== 'open') throw conflict(ERROR.taskGone, doneBy(task));
    if (!task.people.includes(person)) throw gone();
    const bytes = Buffer.byteLength(JSON.stringify(request.data));
    if (bytes > MAX_DRAFT_BYTES) throw invalid(say.draftTooLarge({ bytes, max: MAX_DRAFT_BYTES }));
    const { version, process } = this.#context.cases.processOf(record);
    const formKey = process.nodes[task.definitionKey]?.formKey ?? '';
    const data = await this.#context.forms.acceptDraft(formKey, request.data, record.data, pinOf(version));
    const savedAt = officeIso(this.#context.clock.now());
    const draft: TaskDraft = {
      _id: draftId(id, person),
      taskId: id,
      person,
      data,
      ...(request.opinion === undefined ? {} : { opinion: request.opinion }),
      savedAt,
      caseVersion: request.caseVersion,
    };
    const { drafts, tasks } = this.#context.models;
    const others = (task.drafts ?? []).filter((item) => item.person !== person);
    // A file the draft names for the first time must not be swept away while it is saved.
    await this.#context.whileFilesStay(() =>
      Promise.all([
        drafts.replaceOne({ _id: draft._id }, draft, { upsert: true }),
        tasks.updateOne({ _id: id }, { $set: { drafts: [...others, { person, savedAt }] } }),
      ]),
    );
    await this.#context.worklist.refresh(task.caseId);
    if (request.caseVersion !== record.version) {
      throw conflict(ERROR.stale, say.draftKeptStale, {
        version: record.version,
        savedAt,
      });
    }
    return { savedAt };
  }

  async #own(id: string, principal: PersonPrincipal): Promise<InboxTask> {
    const { task } = await visibleTask(this.#context, id, principal);
    if (task.state !== 'open') throw conflict(ERROR.taskGone, doneBy(task));
    if (!task.assignee || task.assignee.id !== principal.person.id) throw task.assignee ? taken(task) : gone();
    return task;
  }
}

const taken = (task: InboxTask) =>
  conflict(ERROR.taskTaken, say.taken({ task: task.name, name: task.assignee?.name ?? say.somebody }));
