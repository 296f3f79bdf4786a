/** What is asked: every value against every table, and what comes out of an output of every type. */
export interface Variable {
  readonly type: string;
  readonly value: unknown;
  readonly valueInfo?: Readonly<Record<string, unknown>>;
}

const JSON_OBJECT = { serializationDataFormat: 'application/json' };

/** The variable `x` by a name for the report; undefined: there is none. */
export const VALUES: Readonly<Record<string, Variable | undefined>> = {
  date: { type: 'Date', value: '2026-03-01T10:00:00.000+0800' },
  'date with millis': { type: 'Date', value: '2026-03-01T10:00:00.500+0800' },
  integer: { type: 'Integer', value: 5 },
  short: { type: 'Short', value: 5 },
  long: { type: 'Long', value: 5 },
  'long beyond a double': { type: 'Long', value: '9007199254740993' },
  'longest long': { type: 'Long', value: '9223372036854775807' },
  'whole double': { type: 'Double', value: 5 },
  double: { type: 'Double', value: 5.5 },
  'text of digits': { type: 'String', value: '5' },
  text: { type: 'String', value: 'abc' },
  'empty text': { type: 'String', value: '' },
  'text of a date and time': { type: 'String', value: '2026-03-01T10:00:00' },
  'text of a boolean': { type: 'String', value: 'True' },
  boolean: { type: 'Boolean', value: true },
  null: { type: 'Null', value: null },
  'null Long': { type: 'Long', value: null },
  'null Date': { type: 'Date', value: null },
  'no variable': undefined,
  bytes: { type: 'Bytes', value: 'YWJj' },
  file: { type: 'File', value: 'YWJj', valueInfo: { filename: 'a.txt' } },
  'json object': { type: 'Json', value: '{"a":5,"b":"abc"}' },
  'json list': { type: 'Json', value: '[1,2]' },
  'json number': { type: 'Json', value: '5' },
  'json text': { type: 'Json', value: '"abc"' },
  'object map': {
    type: 'Object',
    value: '{"a":5,"b":"abc"}',
    valueInfo: { ...JSON_OBJECT, objectTypeName: 'java.util.LinkedHashMap' },
  },
  'object list': {
    type: 'Object',
    value: '[1,2]',
    valueInfo: { ...JSON_OBJECT, objectTypeName: 'java.util.ArrayList' },
  },
};

const TIME = '2026-03-01T10:00:00';

/** Tests of one input. */
const UNTYPED = [
  '5',
  '5.0',
  '9007199254740993',
  '9007199254740992',
  '< 3',
  '< 6',
  '? < 3',
  '? > 3',
  '>= 5',
  '> 9007199254740992',
  '[1..10]',
  '1,5',
  'not(5)',
  'not(? < 3)',
  'null',
  'not(null)',
  '? = null',
  '? != null',
  '"5"',
  '"abc"',
  '"abc","5"',
  'not("abc")',
  '""',
  'true',
  '? = true',
  `date and time("${TIME}")`,
  `date and time("${TIME}+08:00")`,
  `date and time("${TIME}@Asia/Shanghai")`,
  'date and time("2026-03-01T02:00:00Z")',
  `? = date and time("${TIME}")`,
  `? = date and time("${TIME}+08:00")`,
  '< date and time("2026-03-02T00:00:00")',
  '> date and time("2026-03-02T00:00:00")',
  '< date and time("2026-03-02T00:00:00Z")',
  '> date and time("2026-02-01T00:00:00+08:00")',
  '? < date and time("2026-03-02T00:00:00")',
  '[date and time("2026-02-01T00:00:00")..date and time("2026-04-01T00:00:00")]',
  '[date and time("2026-02-01T00:00:00Z")..date and time("2026-04-01T00:00:00Z")]',
  'date("2026-03-01")',
  '< date("2026-03-02")',
  '> date("2026-02-01")',
  'date(?) = date("2026-03-01")',
  'time(?) = time("10:00:00")',
  '?.year = 2026',
  '?.a = 5',
  '?.b = "abc"',
  'count(?) = 2',
  '[1,2]',
  '? = [1,2]',
  'list contains(?, 2)',
  '{a: 5}',
  '? instance of string',
  '? instance of number',
  '? instance of date and time',
  'string(?) = "5"',
] as const;

const TYPED = [
  '5',
  '"5"',
  '"abc"',
  '< 6',
  'true',
  'null',
  'not(null)',
  `date and time("${TIME}")`,
  '< date and time("2026-03-02T00:00:00Z")',
  '> date and time("2026-02-01T00:00:00")',
] as const;

const TYPES = ['string', 'boolean', 'integer', 'long', 'double', 'date', 'number'] as const;

export interface Question {
  readonly key: string;
  readonly kind: 'test' | 'output';
  readonly typeRef: string | undefined;
  readonly text: string;
}

export const QUESTIONS: readonly Question[] = [
  ...UNTYPED.map((text) => ({ kind: 'test' as const, typeRef: undefined, text })),
  ...TYPES.flatMap((typeRef) => TYPED.map((text) => ({ kind: 'test' as const, typeRef, text }))),
  ...[undefined, ...TYPES].map((typeRef) => ({ kind: 'output' as const, typeRef, text: 'x' })),
].map((question, index) => ({ key: `q${index}`, ...question }));

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const typed = (typeRef: string | undefined): string => (typeRef === undefined ? '' : ` typeRef="${typeRef}"`);

function decision({ key, kind, typeRef, text }: Question): string {
  const [input, output, expression, entry] =
    kind === 'test' ? [typeRef, 'string', text, '"hit"'] : [undefined, typeRef, '', text];
  return `<decision id="${key}" name="${key}"><decisionTable hitPolicy="FIRST">
    <input id="${key}i"><inputExpression${typed(input)}><text>x</text></inputExpression></input>
    <output id="${key}o" name="out"${typed(output)}/>
    <rule id="${key}r"><inputEntry><text>${escaped(expression)}</text></inputEntry><outputEntry><text>${escaped(entry)}</text></outputEntry></rule>
  </decisionTable></decision>`;
}

export const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="questions" name="questions" namespace="test">
${QUESTIONS.map(decision).join('\n')}
</definitions>`;
