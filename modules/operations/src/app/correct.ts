import type { VariableValueDto } from '@anliu/engine-protocol';
import { conflict, invalid, notFound, type PersonPrincipal, type ProposalKind } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import { typedInput, valueMark, valueText } from '../domain/variables.js';
import { treeOf, variablesOf } from './case-operations.js';
import { caseByNo, seenCase, type OperationsContext } from './context.js';
import { agreed } from './move.js';
import { say } from '../sentences.js';

/** Another value for what the flow of a case depends on. */
interface CorrectionPayload {
  readonly case: string;
  readonly no: string;
  readonly instance: string;
  readonly name: string;
  readonly label: string;
  readonly value: VariableValueDto;
  /** What stood there when it was proposed, without telling it: changed meanwhile, it has to be proposed anew. */
  readonly before: string;
  /** Both values in words, for whoever may see the case; absent where the field is sensitive. */
  readonly words?: { readonly before: string; readonly after: string };
  readonly proposer: string;
}

/** What is asked for, once it is clear that it can be done. @throws AppError 400, 404, 409 */
export async function correctionPayload(
  context: OperationsContext,
  no: string,
  { name, value }: { name: string; value: string },
  proposer: PersonPrincipal,
): Promise<CorrectionPayload> {
  const record = await caseByNo(context, no);
  if (!(await treeOf(context, record))) throw conflict('CASE_ENDED', say.caseEnded);
  const found = (await variablesOf(context, record)).find(({ stored }) => stored.name === name);
  if (!found) throw notFound(say.noVariable);
  const { stored, meaning } = found;
  if (!meaning.input) throw conflict('VARIABLE_FIXED', say.variableFixed);
  const typed = typedInput(meaning.input, value, stored.type);
  if (valueMark(typed) === valueMark(stored))
    throw invalid(say.sameValue, [{ path: 'value', code: 'SAME', message: say.sameValue }]);
  return {
    case: record._id,
    no: record.no,
    instance: record.instanceId ?? '',
    name,
    label: meaning.label ?? say.unnamed.toString(),
    value: typed,
    before: valueMark(stored),
    ...(meaning.sensitive
      ? {}
      : { words: { before: valueText(stored, meaning.input), after: valueText(typed, meaning.input) } }),
    proposer: proposer.person.id,
  };
}

/**
 * A variable gets another value by two people, one of whom may see the case. Neither value is in what is stored to read or in the audit
 * trail: whoever looks after the installation or after the trail sees nothing of what was answered.
 */
export function correctionKind(context: OperationsContext): ProposalKind<CorrectionPayload> {
  const { cases, clock, engine, organization } = context;
  const current = async ({ instance, name }: CorrectionPayload): Promise<VariableValueDto | undefined> =>
    (await engine.runtime.listVariableInstances({ processInstanceIdIn: [instance], variableName: name })).find(
      ({ executionId }) => executionId === instance,
    );
  return {
    action: 'variable.correct',
    confirm: 'operations.confirm',
    describe: async ({ no, label }) => ({
      title: say.correctTitle.toString(),
      target: no,
      lines: [say.correctLine({ label }).toString()],
    }),
    sees: async (payload, viewer) => (await seenCase(context, payload.case, viewer)) !== undefined,
    async privately(payload, viewer) {
      const { words, value, proposer } = payload;
      const record = await seenCase(context, payload.case, viewer);
      const after = words?.after ?? valueText(value, undefined);
      if (record && words) return [beforeLine(words.before), afterLine(after)];
      // Without words the field is sensitive: in full only for who takes part in the case.
      if (record?.participants.includes(viewer.person.id)) {
        const before = await current(payload);
        return [beforeLine(before ? valueText(before, undefined) : say.empty.toString()), afterLine(after)];
      }
      return viewer.person.id === proposer ? [afterLine(after)] : [];
    },
    async check(payload) {
      const stored = await current(payload);
      if (!stored) throw conflict('CASE_ENDED', say.caseEnded);
      if (![payload.before, valueMark(payload.value)].includes(valueMark(stored)))
        throw conflict('VARIABLE_CHANGED', say.variableChanged({ label: payload.label }));
    },
    async objection(payload, _, confirmer) {
      if (payload.words) return undefined;
      const { participants } = await cases.get(payload.case);
      return participants.includes(confirmer.person) ? undefined : say.sensitiveValue;
    },
    async apply(payload, decision) {
      await engine.runtime.setVariable(payload.instance, payload.name, payload.value);
      const { words } = payload;
      await cases.note(payload.case, {
        at: officeIso(clock.now()),
        kind: 'command',
        title: say.corrected({ label: payload.label }).toString(),
        ...(await agreed(organization, decision, words ? say.changed(words).toString() : '')),
        key: decision.id,
      });
      return undefined;
    },
  };
}

const beforeLine = (value: string): string => say.before({ value }).toString();
const afterLine = (value: string): string => say.after({ value }).toString();
