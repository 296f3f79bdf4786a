import type { VariableValueDto } from '@anliu/engine-protocol';
import { conflict, invalid, notFound, type PersonPrincipal, type ProposalKind } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import { typedInput, valueMark, valueText } from '../domain/variables.js';
import { treeOf, variablesOf } from './case-operations.js';
import { caseByNo, seenCase, type OperationsContext } from './context.js';
import { agreed } from './move.js';

/** Another value for what the flow of a case depends on. */
export interface CorrectionPayload {
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

const UNNAMED = '流程内部变量';

/** What is asked for, once it is clear that it can be done. @throws AppError 400, 404, 409 */
export async function correctionPayload(
  context: OperationsContext,
  no: string,
  { name, value }: { name: string; value: string },
  proposer: PersonPrincipal,
): Promise<CorrectionPayload> {
  const record = await caseByNo(context, no);
  if (!(await treeOf(context, record))) throw conflict('CASE_ENDED', '办件已办结或流程没有运行，不能更正变量。');
  const found = (await variablesOf(context, record)).find(({ stored }) => stored.name === name);
  if (!found) throw notFound('没有这个流程变量，请刷新后查看。');
  const { stored, meaning } = found;
  if (!meaning.input)
    throw conflict('VARIABLE_FIXED', '这个变量由平台计算，不能在此更正；期限请在工作日历或办件中调整。');
  const typed = typedInput(meaning.input, value, stored.type);
  if (valueMark(typed) === valueMark(stored))
    throw invalid('新值与原值相同，无须更正。', [{ path: 'value', code: 'SAME', message: '新值与原值相同' }]);
  return {
    case: record._id,
    no: record.no,
    instance: record.instanceId ?? '',
    name,
    label: meaning.label ?? UNNAMED,
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
      title: '更正流程变量',
      target: no,
      lines: [`“${label}”改为另一个值。只改变流程走向所用的值，表单内容不变。`],
    }),
    sees: async (payload, viewer) => (await seenCase(context, payload.case, viewer)) !== undefined,
    async privately(payload, viewer) {
      const { words, value, proposer } = payload;
      const record = await seenCase(context, payload.case, viewer);
      const after = words?.after ?? valueText(value, undefined);
      if (record && words) return [`原值：${words.before}`, `新值：${after}`];
      // Without words the field is sensitive: in full only for who takes part in the case.
      if (record?.participants.includes(viewer.person.id)) {
        const before = await current(payload);
        return [`原值：${before ? valueText(before, undefined) : '（空）'}`, `新值：${after}`];
      }
      return viewer.person.id === proposer ? [`新值：${after}`] : [];
    },
    async check(payload) {
      const stored = await current(payload);
      if (!stored) throw conflict('CASE_ENDED', '办件已办结或流程没有运行，不能更正变量。');
      if (![payload.before, valueMark(payload.value)].includes(valueMark(stored)))
        throw conflict('VARIABLE_CHANGED', `“${payload.label}”在提请之后有变动，请撤回后重新提请。`);
    },
    async objection(payload, _, confirmer) {
      if (payload.words) return undefined;
      const { participants } = await cases.get(payload.case);
      return participants.includes(confirmer.person) ? undefined : '该字段属于敏感信息，须由办理过该办件的人员复核。';
    },
    async apply(payload, decision) {
      await engine.runtime.setVariable(payload.instance, payload.name, payload.value);
      const { words } = payload;
      await cases.note(payload.case, {
        at: officeIso(clock.now()),
        kind: 'command',
        title: `流程变量“${payload.label}”已更正`,
        ...(await agreed(organization, decision, words ? `由“${words.before}”改为“${words.after}”。` : '')),
        key: decision.id,
      });
      return undefined;
    },
  };
}
