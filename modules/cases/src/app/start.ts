import type { StartableProcess, StartForm } from '@anliu/contract';
import {
  conflict,
  fingerprint,
  formInvalid,
  keyReused,
  notFound,
  type FieldRefusal,
  type Message,
  type PersonPrincipal,
} from '@anliu/kit';
import { parseIds } from '@anliu/conventions';
import { together, withoutStop, type Unspoken } from '@anliu/sentences';
import { evaluateFeel, feelText, startOf, type NodeMeta, type ProcessInPack } from '@anliu/packs';
import type { CaseRecord } from '../domain/case.js';
import { expressionScope, personFacts } from '../domain/scope.js';
import { lookUpIn } from './canonical.js';
import { runPending } from './commands.js';
import { documentNumbers, formContextOf, parametersNow, paramNow, pinOf, type CaseContext } from './context.js';
import { isOtherRequest, openCase } from './open-case.js';
import { say } from '../sentences.js';

export interface StartRequest {
  readonly process: string;
  readonly data: Record<string, unknown>;
  readonly parent?: CaseRecord | undefined;
  readonly key: string;
}

/** Processes a person in this post may start: on their own, or from a case. Not available ones carry the reason. */
export function startables(
  context: CaseContext,
  principal: PersonPrincipal,
  parent?: CaseRecord,
): Unspoken<StartableProcess, 'reason'>[] {
  return context.packs.active().flatMap((version) =>
    [...version.processes.keys()].flatMap((key): Unspoken<StartableProcess, 'reason'>[] => {
      const process = context.packs.activeProcess(key);
      if (!process || !mayStart(process, principal)) return [];
      const { properties } = process.process;
      if (properties['anliu.parentKind'] !== parent?.kind) return [];
      const reason = parent && whyNot(context, process, principal, parent);
      const description = startOf(process.process)?.properties['anliu.guide'];
      return [
        {
          key,
          title: startOf(process.process)?.name || process.process.name,
          ...(description === undefined ? {} : { description }),
          ...(reason === undefined ? {} : { reason }),
        },
      ];
    }),
  );
}

const mayStart = (process: ProcessInPack, principal: PersonPrincipal): boolean =>
  parseIds(process.process.properties['anliu.startable']).includes(principal.acting.post);

function whyNot(
  context: CaseContext,
  process: ProcessInPack,
  principal: PersonPrincipal,
  parent: CaseRecord,
): Message | undefined {
  const when = process.process.properties['anliu.startWhen'];
  if (when === undefined) return undefined;
  const scope = {
    ...expressionScope({
      record: parent,
      data: {},
      param: paramNow(context, process.version),
      person: personFacts(principal),
    }),
    parent: parent.data,
  };
  if (evaluateFeel(when, scope, context.clock.now()) === true) return undefined;
  return process.process.properties['anliu.startWhenMessage'] ?? say.notNow;
}

/** @throws AppError 404 when there is no such process for this person, 409 when it may not be started now */
function startable(
  context: CaseContext,
  key: string,
  principal: PersonPrincipal,
  parent: CaseRecord | undefined,
): { process: ProcessInPack; start: NodeMeta; formKey: string } {
  const process = context.packs.activeProcess(key);
  const start = process && startOf(process.process);
  if (!process || !start || start.formKey === undefined || !mayStart(process, principal)) {
    throw notFound(say.notStartable);
  }
  const parentKind = process.process.properties['anliu.parentKind'];
  if (parentKind !== parent?.kind) {
    throw notFound(parentKind === undefined ? say.notFromCase : say.onlyFromCase);
  }
  const reason = parent && whyNot(context, process, principal, parent);
  if (reason !== undefined) throw conflict('START_NOT_ALLOWED', say.notAllowed({ reason: withoutStop(reason) }));
  return { process, start, formKey: start.formKey };
}

/** Values the start form opens with, from `anliu.start.data`. */
function startData(
  context: CaseContext,
  process: ProcessInPack,
  start: NodeMeta,
  principal: PersonPrincipal,
  parent: CaseRecord | undefined,
): Record<string, unknown> {
  const source = start.properties['anliu.start.data'];
  if (source === undefined) return {};
  const scope = {
    ...expressionScope({
      ...(parent ? { record: parent } : {}),
      data: {},
      param: paramNow(context, process.version),
      person: personFacts(principal),
    }),
    parent: parent?.data ?? null,
  };
  return withoutNulls(evaluateFeel(source, scope, context.clock.now()));
}

export const withoutNulls = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null))
    : {};

/** The form to start a process with. @throws AppError 404, 409 */
export async function startForm(
  context: CaseContext,
  key: string,
  principal: PersonPrincipal,
  parent: CaseRecord | undefined,
): Promise<StartForm> {
  const { process, start, formKey } = startable(context, key, principal, parent);
  const form = await context.forms.resolveForm(formKey, pinOf(process.version));
  const formContext = formContextOf(context, process.version, { principal, parent });
  const data = form.form.initial(startData(context, process, start, principal, parent), formContext);
  return {
    process: { key, title: start.name || process.process.name },
    form: { key: form.key, definition: form.definition, view: form.view },
    data: form.form.strip(data),
    parameters: parametersNow(context, process.version),
  };
}

/**
 * Starts a case by hand. The same idempotency key of the same person gives the same case and the same answer.
 * @throws AppError 404, 409 (not now), 422 with every wrong field; nothing is stored then
 */
export async function startByPerson(
  context: CaseContext,
  request: StartRequest,
  principal: PersonPrincipal,
): Promise<{ record: CaseRecord; message: Message }> {
  const startKey = `${principal.person.id}:${request.key}`;
  const { parent } = request;
  const startRequest = fingerprint([request.process, parent?._id, request.data]);
  const known = await context.store.byStartKey(startKey);
  if (known && isOtherRequest(known.startRequest, startRequest)) throw keyReused();
  if (known) {
    const record = await runPending(context, known);
    return { record, message: startMessage(context, record, principal) };
  }
  const { process, start, formKey } = startable(context, request.process, principal, parent);
  const { version } = process;
  const before = startData(context, process, start, principal, parent);
  const formContext = formContextOf(context, version, { principal, parent });
  const accepted = await context.forms.validateSubmission(
    formKey,
    request.data,
    before,
    formContext,
    lookUpIn(context),
    pinOf(version),
  );
  const { data } = accepted;
  const errors: FieldRefusal[] = [];
  const names = parseIds(start.properties['anliu.check']);
  if (names.length > 0) {
    errors.push(
      ...(await context.checks.run(names, version.manifest.checks, {
        record: undefined,
        parent,
        data,
        step: 'start',
        outcome: undefined,
        principal,
        now: context.clock.now(),
        param: paramNow(context, version),
        documents: parent ? await documentNumbers(context, parent) : {},
      })),
    );
  }
  if (errors.length > 0) throw formInvalid(together(errors.map((error) => error.message)), errors);
  const { id, name, certificate } = principal.person;
  const { organization, title } = principal.acting;
  const { record } = await openCase(context, {
    process,
    data,
    startKey,
    startRequest,
    organization: parent?.organization ?? organization,
    startedBy: {
      id,
      name,
      title: `${organization.name} · ${title}`,
      ...(certificate === undefined ? {} : { certificate }),
    },
    parent,
    region: organization.region,
    person: personFacts(principal),
    filesOf: id,
    post: principal.acting.post,
  });
  return { record, message: startMessage(context, record, principal) };
}

function startMessage(context: CaseContext, record: CaseRecord, principal: PersonPrincipal): Message {
  const version = context.packs.version(record.packVersion);
  const process = version.processes.get(record.process);
  const start = process && startOf(process);
  const scope = expressionScope({ record, param: paramNow(context, version), person: personFacts(principal) });
  return (
    feelText(start?.properties['anliu.done'], scope, context.clock.now()) ??
    say.started({ title: record.title, no: record.no })
  );
}
