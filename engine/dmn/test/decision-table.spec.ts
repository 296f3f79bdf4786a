import { describe, expect, it } from 'vitest';
import { decision, dmn, evaluate } from './models.js';

interface TableOptions {
  readonly hitPolicy?: string;
  readonly inputs?: string;
  readonly outputs?: string;
}

const INPUT = '<input id="in"><inputExpression><text>input</text></inputExpression></input>';
const OUTPUT = '<output id="out" name="out"/>';

type Rules = readonly (readonly [inputs: string[], outputs: string[]])[];

const table = (rules: Rules, options: TableOptions = {}): string =>
  dmn(
    decision(`<decisionTable id="table" hitPolicy="${options.hitPolicy ?? 'UNIQUE'}">
      ${options.inputs ?? INPUT}${options.outputs ?? OUTPUT}
      ${rules
        .map(
          ([inputs, outputs], index) =>
            `<rule id="r${index + 1}">${inputs
              .map((text) => `<inputEntry><text>${text}</text></inputEntry>`)
              .join('')}${outputs.map((text) => `<outputEntry><text>${text}</text></outputEntry>`).join('')}</rule>`,
        )
        .join('\n')}
    </decisionTable>`),
  );

const OVERLAPPING: Rules = [
  [['&gt; 0'], ['"any"']],
  [['&gt; 10'], ['"large"']],
  [['&gt; 100'], ['"huge"']],
];

describe('the hit policy', () => {
  it('UNIQUE answers the one rule that matches', () => {
    expect(evaluate(table(OVERLAPPING), { input: 5 }).value).toBe('any');
  });

  it('UNIQUE refuses several rules, naming them', () => {
    const { value, diagnostics } = evaluate(table(OVERLAPPING), { input: 50 });
    expect(value).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 'HIT_POLICY_UNIQUE', elementId: 'table' }]);
    expect(diagnostics[0]?.message).toContain('r1, r2');
  });

  it('FIRST answers the first rule in the order of the table', () => {
    expect(evaluate(table(OVERLAPPING, { hitPolicy: 'FIRST' }), { input: 500 }).value).toBe('any');
  });

  it('ANY answers what all matching rules say', () => {
    const rules: Rules = [
      [['&gt; 0'], ['"yes"']],
      [['&gt; 10'], ['"yes"']],
    ];
    expect(evaluate(table(rules, { hitPolicy: 'ANY' }), { input: 50 }).value).toBe('yes');
  });

  it('ANY refuses rules that say different things', () => {
    const { value, codes } = evaluate(table(OVERLAPPING, { hitPolicy: 'ANY' }), { input: 50 });
    expect(value).toBeNull();
    expect(codes).toEqual(['HIT_POLICY_ANY']);
  });

  const RANKED =
    '<output id="out" name="out"><outputValues><text>"huge", "large", "any"</text></outputValues></output>';

  it('PRIORITY answers the output that stands first among the output values', () => {
    const options = { hitPolicy: 'PRIORITY', outputs: RANKED };
    expect(evaluate(table(OVERLAPPING, options), { input: 500 }).value).toBe('huge');
  });

  it('OUTPUT ORDER answers all outputs in the order of the output values', () => {
    const options = { hitPolicy: 'OUTPUT ORDER', outputs: RANKED };
    expect(evaluate(table(OVERLAPPING, options), { input: 500 }).value).toEqual(['huge', 'large', 'any']);
  });

  it('RULE ORDER answers all outputs in the order of the rules', () => {
    const options = { hitPolicy: 'RULE ORDER' };
    expect(evaluate(table(OVERLAPPING, options), { input: 500 }).value).toEqual(['any', 'large', 'huge']);
  });

  it('COLLECT answers all outputs, and an empty list when no rule matches', () => {
    const xml = table(OVERLAPPING, { hitPolicy: 'COLLECT' });
    expect(evaluate(xml, { input: 50 }).value).toEqual(['any', 'large']);
    expect(evaluate(xml, { input: -1 }).value).toEqual([]);
  });

  const NUMBERS: Rules = [
    [['&gt; 0'], ['3']],
    [['&gt; 0'], ['7']],
    [['&gt; 10'], ['5']],
  ];

  it.each([
    ['SUM', 15],
    ['MIN', 3],
    ['MAX', 7],
    ['COUNT', 3],
  ])('COLLECT with %s answers %d', (aggregation, expected) => {
    const xml = table(NUMBERS, { hitPolicy: `COLLECT" aggregation="${aggregation}` });
    expect(evaluate(xml, { input: 50 }).value).toBe(expected);
  });

  it('COLLECT counts nothing as 0 and sums nothing to null', () => {
    const count = table(NUMBERS, { hitPolicy: 'COLLECT" aggregation="COUNT' });
    const sum = table(NUMBERS, { hitPolicy: 'COLLECT" aggregation="SUM' });
    expect([evaluate(count, { input: -1 }).value, evaluate(sum, { input: -1 }).value]).toEqual([0, null]);
  });
});

describe('outputs', () => {
  const TWO = '<output id="o1" name="a"/><output id="o2" name="b"/>';

  it('of several columns are a context by their names', () => {
    const xml = table([[['-'], ['1', '"x"']]], { outputs: TWO });
    expect(evaluate(xml, { input: 1 }).value).toEqual({ a: 1, b: 'x' });
  });

  it('default when no rule matches', () => {
    const outputs = '<output id="out" name="out"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>';
    expect(evaluate(table([[['1'], ['"one"']]], { outputs }), { input: 2 }).value).toBe('none');
  });

  it('are null when no rule matches and nothing is the default', () => {
    expect(evaluate(table([[['1'], ['"one"']]]), { input: 2 }).value).toBeNull();
  });

  it('that are none of the output values are reported', () => {
    const outputs = '<output id="out" name="out"><outputValues><text>"a"</text></outputValues></output>';
    const { value, codes } = evaluate(table([[['-'], ['"b"']]], { outputs }), { input: 1 });
    expect(value).toBeNull();
    expect(codes).toEqual(['OUTPUT_NOT_ALLOWED']);
  });
});

describe('inputs', () => {
  it('match when every entry does; a dash always does', () => {
    const inputs = `${INPUT}<input id="in2"><inputExpression><text>other</text></inputExpression></input>`;
    const xml = table(
      [
        [['1', '-'], ['"first"']],
        [['not(1)', '"x"'], ['"second"']],
      ],
      { inputs },
    );
    expect(evaluate(xml, { input: 1, other: 'q' }).value).toBe('first');
    expect(evaluate(xml, { input: 2, other: 'x' }).value).toBe('second');
    expect(evaluate(xml, { input: 2, other: 'y' }).value).toBeNull();
  });

  it('that are none of the input values refuse the evaluation', () => {
    const inputs =
      '<input id="in"><inputExpression><text>input</text></inputExpression><inputValues><text>"a","b"</text></inputValues></input>';
    const { value, codes } = evaluate(table([[['-'], ['1']]], { inputs }), { input: 'c' });
    expect(value).toBeNull();
    expect(codes).toEqual(['INPUT_NOT_ALLOWED']);
  });

  it('of another type than the clause says refuse the evaluation', () => {
    const inputs = '<input id="in"><inputExpression typeRef="number"><text>input</text></inputExpression></input>';
    const { value, codes } = evaluate(table([[['-'], ['1']]], { inputs }), { input: 'c' });
    expect(value).toBeNull();
    expect(codes).toEqual(['TYPE_MISMATCH']);
  });

  it('may be tested in JUEL, under a name the input chooses', () => {
    const inputs =
      '<input id="in" camunda:inputVariable="amount"><inputExpression><text>input</text></inputExpression></input>';
    const xml = table([[['1'], ['"juel"']]], { inputs }).replace(
      '<inputEntry><text>1</text>',
      '<inputEntry expressionLanguage="juel"><text>${amount &gt; 5}</text>',
    );
    expect(evaluate(xml, { input: 6 }).value).toBe('juel');
    expect(evaluate(xml, { input: 5 }).value).toBeNull();
  });
});

describe('in Camunda’s dialect', () => {
  const TYPED =
    '<input id="in"><inputExpression typeRef="integer"><text>input</text></inputExpression><inputValues><text>1</text></inputValues></input>';

  it('inputs are converted, and lists of allowed values only document', () => {
    const xml = table([[['5'], ['1']]], { inputs: TYPED, outputs: '<output id="o" name="o" typeRef="string"/>' });
    expect(evaluate(xml, { input: '5' }, { dialect: 'camunda' }).value).toBe('1');
  });

  it('what cannot be converted is reported in Camunda’s words', () => {
    const { diagnostics } = evaluate(
      table([[['5'], ['1']]], { inputs: TYPED }),
      { input: 'x' },
      { dialect: 'camunda' },
    );
    expect(diagnostics).toMatchObject([
      { code: 'TYPE_MISMATCH', message: "Invalid value 'x' for clause with type 'integer'." },
    ]);
  });
});
