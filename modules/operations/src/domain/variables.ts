import { createHash } from 'node:crypto';
import type { CorrectionInput, FlowVariable } from '@anliu/contract';
import { parseClockStart, parseOutcomes, parseVariables, type VariableRule } from '@anliu/conventions';
import type { VariableValueDto } from '@anliu/engine-protocol';
import type { FieldDefinition, FormDefinition } from '@anliu/form-model';
import { invalid, type Message } from '@anliu/kit';
import { isDay } from '@anliu/office-time';
import type { ProcessMeta } from '@anliu/packs';
import { invisibleIn } from '@anliu/text';
import { MAX_VALUE_LENGTH } from '../limits.js';
import { say } from '../sentences.js';

/** Choices of a code table on the day of the question; undefined when there are none or too many. */
export type Choices = (table: string) => readonly { value: string; label: string }[] | undefined;

/** What is known of a variable without its value. */
export interface VariableMeaning extends Omit<FlowVariable, 'value'> {
  /** It comes from a field whose content is masked outside the case. */
  readonly sensitive: boolean;
}

const SENSITIVE_FROM = 2;
const BY_TYPE: Readonly<Record<string, CorrectionInput>> = {
  Boolean: { kind: 'boolean' },
  Short: { kind: 'integer' },
  Integer: { kind: 'integer' },
  Long: { kind: 'integer' },
  Double: { kind: 'number' },
  String: { kind: 'text' },
  Null: { kind: 'text' },
};

/** What a variable of a process means: the wording of the field it is taken from, and how it is typed. */
export function meaningOf(
  { name, type }: { name: string; type: string },
  process: ProcessMeta,
  forms: readonly FormDefinition[],
  choices: Choices,
): VariableMeaning {
  const clock = clocksOf(process).find(({ id }) => name === `${id}_due`);
  if (clock) return { name, label: clock.name, fixed: 'clock', sensitive: false };
  const fallback = BY_TYPE[type];
  if (name === 'outcome') {
    const options = outcomesOf(process);
    return { name, label: say.outcome.toString(), input: { kind: 'choice', options }, sensitive: false };
  }
  const source = rulesOf(process).find((rule) => rule.name === name)?.feel ?? name;
  const field = forms.flatMap(({ fields }) => Object.values(fields)).find((one) => one.name === source);
  if (!field) {
    return { name, ...(fallback ? { input: fallback } : { fixed: 'structured' as const }), sensitive: false };
  }
  const input = fallback && (inputOf(field, choices) ?? fallback);
  return {
    name,
    label: field.title,
    ...(input ? { input } : { fixed: 'structured' as const }),
    sensitive: (field.sensitive ?? 1) >= SENSITIVE_FROM,
  };
}

function inputOf(field: FieldDefinition, choices: Choices): CorrectionInput | undefined {
  switch (field.type) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
      return { kind: 'integer' };
    case 'number':
    case 'money':
      return { kind: 'number' };
    case 'date':
      return { kind: 'date' };
    case 'code': {
      const options =
        field.options?.map(({ code, name }) => ({ value: code, label: name })) ??
        (field.code === undefined ? undefined : choices(field.code));
      return options ? { kind: 'choice', options: [...options] } : undefined;
    }
    default:
      return undefined;
  }
}

const propertiesOf = (process: ProcessMeta, name: string): string[] =>
  [process.properties, ...Object.values(process.nodes).map(({ properties }) => properties)].flatMap(
    (properties) => properties[name] ?? [],
  );
const rulesOf = (process: ProcessMeta): VariableRule[] =>
  propertiesOf(process, 'anliu.variables').flatMap((text) => parseVariables(text));
const clocksOf = (process: ProcessMeta): { id: string; name: string }[] =>
  propertiesOf(process, 'anliu.clock.start').flatMap((text) => parseClockStart(text));

function outcomesOf(process: ProcessMeta): { value: string; label: string }[] {
  const labels = new Map<string, string>();
  for (const text of propertiesOf(process, 'anliu.outcomes'))
    for (const { key, label } of parseOutcomes(text)) if (!labels.has(key)) labels.set(key, label);
  return [...labels].map(([value, label]) => ({ value, label }));
}

const INT_MAX = 2 ** 31 - 1;

/** What was typed, as the engine keeps it. @throws AppError 400 with what is expected */
export function typedInput(input: CorrectionInput, text: string, type: string): VariableValueDto {
  const value = text.trim();
  const refuse = (message: Message) => invalid(message, [{ path: 'value', code: 'VALUE', message }]);
  switch (input.kind) {
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw refuse(say.chooseAnswer);
      return { type: 'Boolean', value: value === 'true' };
    case 'integer': {
      const number = Number(value);
      if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) throw refuse(say.wholeNumber);
      return { type: type === 'Long' || Math.abs(number) > INT_MAX ? 'Long' : 'Integer', value: number };
    }
    case 'number': {
      const number = Number(value);
      if (!/^-?\d+(\.\d+)?$/.test(value) || !Number.isFinite(number)) throw refuse(say.number);
      return Number.isSafeInteger(number) && type !== 'Double'
        ? { type: Math.abs(number) > INT_MAX ? 'Long' : 'Integer', value: number }
        : { type: 'Double', value: number };
    }
    case 'date':
      if (!isDay(value)) throw refuse(say.day);
      return { type: 'String', value };
    case 'choice':
      if (!input.options.some((option) => option.value === value)) throw refuse(say.choice);
      return { type: 'String', value };
    case 'text':
      if (value.length > MAX_VALUE_LENGTH) throw refuse(say.tooLong({ max: MAX_VALUE_LENGTH }));
      if (invisibleIn(value).length > 0) throw refuse(say.invisible);
      return { type: 'String', value };
  }
}

/** A value in words. */
export function valueText({ value }: VariableValueDto, input: CorrectionInput | undefined): string {
  if (value === null || value === undefined || value === '') return say.empty.toString();
  if (typeof value === 'boolean') return (value ? say.yes : say.no).toString();
  if (input?.kind === 'choice') return input.options.find((option) => option.value === value)?.label ?? String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | bigint);
}

/** The same for equal values and no way back to them. */
export const valueMark = ({ type, value }: VariableValueDto): string =>
  createHash('sha256')
    .update(`${type ?? ''} ${typeof value === 'object' ? JSON.stringify(value) : String(value as string | number)}`)
    .digest('hex');
