import { serviceToken, type PersonPrincipal } from '@anliu/kit';
import type {
  CaseDiagram,
  CaseHeader,
  ClockView,
  DocumentView,
  OpenStep,
  ParameterView,
  StartableProcess,
  StartForm,
} from '@anliu/contract';
import type { EngineEvent } from '@anliu/engine-protocol';
import type { FormContext, FormData, FormDefinition } from '@anliu/form-model';
import type { ProcessInPack } from '@anliu/packs';
import type { CaseRecord } from './domain/case.js';
import { clockViews, commandClock, type ClockCommand } from './app/clocks.js';
import { completeStep, type CompleteRequest, type Completion } from './app/complete.js';
import type { CaseCheck } from './app/checks.js';
import {
  documentNumbers,
  formContextOf,
  parametersNow,
  paramNow,
  parentOf,
  processOf,
  type CaseContext,
} from './app/context.js';
import type { CaseEventHandler, CaseEvents } from './app/case-events.js';
import {
  caseDetail,
  caseDiagram,
  headerOf,
  type DutyProvider,
  type OpenStepsProvider,
  type SeenCase,
} from './app/read.js';
import type { Reach, Sight } from './app/reach.js';
import { formsOf } from './app/derive.js';
import { settle } from './app/settle.js';
import { startables, startByPerson, startForm, type StartRequest } from './app/start.js';
import { dataFor } from './app/viewers.js';
import { expressionScope } from './domain/scope.js';
import { UNCHANGED, type Write } from './store/case-store.js';
import type { Unspoken } from '@anliu/sentences';

export const CASES = serviceToken<Cases>('cases');

/** Cases as other modules see them: verbs. What cases are made of and kept in stays inside. */
export class Cases {
  readonly #context: CaseContext;
  readonly #reach: Reach;
  #openSteps: OpenStepsProvider = async () => [];
  #duty: DutyProvider = async () => undefined;
  readonly #prepare: (() => Promise<void>)[] = [];

  readonly #events: CaseEvents;
  readonly #changeListeners: ((record: CaseRecord) => void)[];

  constructor(
    context: CaseContext,
    reach: Reach,
    events: CaseEvents,
    changeListeners: ((record: CaseRecord) => void)[],
  ) {
    this.#events = events;
    this.#changeListeners = changeListeners;
    this.#context = context;
    this.#reach = reach;
  }

  /** A named check for `anliu.check`; domain modules register theirs when they are created. */
  registerCheck(name: string, check: CaseCheck): void {
    this.#context.checks.register(name, check);
  }

  /** Engine events from the durable cursor, a case at a time, after cases have taken them over. */
  onEvents(handler: CaseEventHandler): void {
    this.#events.add(handler);
  }

  /** Told after a case changed other than by an engine event of its own: its clocks moved, its data was updated. */
  onChanged(listener: (record: CaseRecord) => void): void {
    this.#changeListeners.push(listener);
  }

  /** Run at start before the first event is taken over; for what is projected from events. */
  beforeEvents(prepare: () => Promise<void>): void {
    this.#prepare.push(prepare);
  }

  /** Called by the module when it starts. */
  async prepareEvents(): Promise<void> {
    for (const prepare of this.#prepare) await prepare();
  }

  /** Tasks knows the most urgent unmet duty of a case. */
  setDuty(provider: DutyProvider): void {
    this.#duty = provider;
  }

  /** Tasks knows who has which step. */
  setOpenSteps(provider: OpenStepsProvider): void {
    this.#openSteps = provider;
  }

  /** @throws AppError 404 */
  get(id: string): Promise<CaseRecord> {
    return this.#context.store.get(id);
  }

  byNo(no: string): Promise<CaseRecord | undefined> {
    return this.#context.store.byNo(no);
  }

  /** The case an engine event is about; undefined for processes that are none of ours and for another version of the case's process. */
  async ofEvent(event: EngineEvent): Promise<CaseRecord | undefined> {
    if (event.businessKey === null || event.processDefinitionId === null) return undefined;
    if (!this.#context.packs.processOfDefinition(event.processDefinitionId)) return undefined;
    const record = await this.#context.store.byNo(event.businessKey);
    return record?.definitionId === event.processDefinitionId ? record : undefined;
  }

  /** The pack version and process a case started with. */
  processOf(record: CaseRecord): ProcessInPack {
    return processOf(this.#context, record);
  }

  parentOf(record: CaseRecord): Promise<CaseRecord | undefined> {
    return parentOf(this.#context, record);
  }

  /** Parameters of the case's pack version as they hold today. */
  parameters(record: CaseRecord): Record<string, ParameterView> {
    return parametersNow(this.#context, this.processOf(record).version);
  }

  /** What a form of the case is decided with: the same facts the browser has. */
  async formContext(record: CaseRecord, principal: PersonPrincipal): Promise<FormContext> {
    const parent = await this.parentOf(record);
    return formContextOf(this.#context, this.processOf(record).version, { principal, record, parent });
  }

  /** The clocks of a case as they stand now. */
  clocks(record: CaseRecord): ClockView[] {
    return clockViews(this.#context, record);
  }

  /** Resolves when everything the engine has committed so far has been taken over. */
  caughtUp(): Promise<void> {
    return this.#context.pump.drained();
  }

  sees(principal: PersonPrincipal, record: CaseRecord): Promise<boolean> {
    return this.#reach.sees(principal, record);
  }

  /** @throws AppError 404 when there is none or this person may not see it */
  async visible(id: string, principal: PersonPrincipal): Promise<CaseRecord> {
    const record = await this.#context.store.get(id);
    await this.#reach.require(principal, record);
    return record;
  }

  /** The diagram of the version the case runs. @throws AppError 404 */
  async diagram(id: string, principal: PersonPrincipal): Promise<CaseDiagram> {
    return caseDiagram(this.#context, await this.visible(id, principal), principal);
  }

  /** What this person may start: on its own, or from a case they see. @throws AppError 404 */
  async startables(principal: PersonPrincipal, parentId?: string): Promise<Unspoken<StartableProcess, 'reason'>[]> {
    const parent = parentId === undefined ? undefined : await this.visible(parentId, principal);
    return startables(this.#context, principal, parent);
  }

  /** The form to start a process with. @throws AppError 404, 409 */
  async startForm(key: string, principal: PersonPrincipal, parentId?: string): Promise<StartForm> {
    const parent = parentId === undefined ? undefined : await this.visible(parentId, principal);
    return startForm(this.#context, key, principal, parent);
  }

  header(record: CaseRecord): CaseHeader {
    return headerOf(this.#context, record);
  }

  async detail(id: string, principal: PersonPrincipal): Promise<SeenCase> {
    const record = await this.visible(id, principal);
    return caseDetail(this.#context, this.#reach, { openSteps: this.#openSteps, duty: this.#duty }, principal, record);
  }

  /** Which cases a person sees in lists; undefined: none. */
  sight(principal: PersonPrincipal): Promise<Sight | undefined> {
    return this.#reach.sight(principal);
  }

  /** Every case, oldest first, in pieces; for what is projected from them. */
  all(after: string | undefined, limit: number): Promise<CaseRecord[]> {
    return this.#context.store.page(after, limit);
  }

  /** Ids and revisions of the open cases. */
  openRevisions(): Promise<{ id: string; rev: number }[]> {
    return this.#context.store.openRevisions();
  }

  /**
   * Runs `work` while nobody else changes the case, with the case as it is; what it hands back is written in one turn.
   * For what is projected from cases. @throws AppError 404
   */
  async project(id: string, work: (record: CaseRecord) => Promise<readonly Write[]>): Promise<void> {
    await this.#context.store.changeTogether(id, (_, current) => work(current));
  }

  start(request: StartRequest, principal: PersonPrincipal) {
    return startByPerson(this.#context, request, principal);
  }

  /** See {@link completeStep}. */
  complete(request: CompleteRequest, principal: PersonPrincipal): Promise<Completion> {
    return completeStep(this.#context, request, principal);
  }

  /** Waits for what follows automatically; answers with the case as it then is. */
  settle(record: CaseRecord): Promise<CaseRecord> {
    return settle(this.#context, record);
  }

  openSteps(record: CaseRecord, viewer?: PersonPrincipal): Promise<OpenStep[]> {
    return this.#openSteps(record, viewer);
  }

  documents(caseId: string): Promise<DocumentView[]> {
    return this.#context.documents.list(caseId);
  }

  commandClock(caseId: string, clockId: string, command: ClockCommand): Promise<CaseRecord> {
    return commandClock(this.#context, caseId, clockId, command);
  }

  /** People who may see the case from now on because they were asked to do something. */
  async addParticipants(caseId: string, people: readonly string[]): Promise<void> {
    let isNew = false;
    const record = await this.#context.store.change(caseId, (draft) => {
      const all = new Set([...draft.participants, ...people]);
      isNew = all.size > draft.participants.length;
      if (!isNew) return UNCHANGED;
      draft.participants = [...all];
      return undefined;
    });
    if (isNew) this.#context.changed(record);
  }

  /** A line in the timeline for a command that changes nobody's data: transfer, claim back. One with a key is noted once. */
  async note(caseId: string, entry: CaseRecord['timeline'][number]): Promise<void> {
    await this.#context.store.change(caseId, (draft) => {
      if (entry.key !== undefined && draft.timeline.some(({ key }) => key === entry.key)) return UNCHANGED;
      draft.timeline.push(entry);
      return undefined;
    });
  }

  /** Cases whose commands the engine has not confirmed yet. */
  untold(): Promise<number> {
    return this.#context.store.countWaiting();
  }

  /** Every form the process of a case uses. */
  formsOf(record: CaseRecord): FormDefinition[] {
    const { version, process } = this.processOf(record);
    return formsOf(version, process);
  }

  /** Data of a case's form for one viewer: sensitive fields masked for who takes no part, and the reading of others recorded. */
  dataFor(
    principal: PersonPrincipal,
    record: CaseRecord,
    definition: FormDefinition,
    data: FormData,
    takesPart?: boolean,
  ): Promise<FormData> {
    return dataFor(this.#context, principal, record, definition, data, takesPart);
  }

  /** What `anliu.*` expressions of a case's process see now. */
  async scope(record: CaseRecord): Promise<Record<string, unknown>> {
    return expressionScope({
      record,
      documents: await documentNumbers(this.#context, record),
      parent: await parentOf(this.#context, record),
      param: paramNow(this.#context, processOf(this.#context, record).version),
    });
  }
}
