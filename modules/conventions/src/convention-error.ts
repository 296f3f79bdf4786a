/** Sentences of refusals: what is wrong with `{part}` and what to write instead. */
const SENTENCES = {
  ASSIGN_RULE: [
    '办理人规则“{part}”无法识别，应为 starter、post:岗位、field:字段、performer:环节 或 enterprise:岗位。',
    'The assignment rule “{part}” cannot be read; write starter, post:<post>, field:<field>, performer:<step> or enterprise:<post>.',
  ],
  OUTCOME: [
    '办理结果“{part}”无法识别，应为 标识=按钮文字，例如 *approve=同意?。',
    'The outcome “{part}” cannot be read; write key=label, for example *approve=Approve?.',
  ],
  OUTCOME_NONE: ['环节没有任何办理结果，至少要有一个。', 'The step has no outcome; it needs at least one.'],
  OUTCOME_TOO_MANY: [
    '环节有 {count} 个办理结果，最多 {limit} 个。',
    'The step has {count} outcomes; at most {limit} are possible.',
  ],
  OUTCOME_REPEATED: ['办理结果“{part}”重复，请换一个标识。', 'The outcome “{part}” is repeated; give it another key.'],
  VARIABLE_RULE: [
    '流程变量“{part}”无法识别，应为 变量名=表达式。',
    'The variable “{part}” cannot be read; write name=expression.',
  ],
  CLOCK_RULE: [
    '计时规则“{part}”无法识别，应为 标识=参数[@日期字段] 名称，例如 reply=TP71 答复期限。',
    'The clock “{part}” cannot be read; write id=parameter[@date field] name, for example reply=TP71 Reply.',
  ],
  DUE_RULE: [
    '办理时限“{part}”无法识别，应为参数标识（如 TP71）或 field:日期字段。',
    'The time limit “{part}” cannot be read; write a parameter id such as TP71, or field:<date field>.',
  ],
  ID_LIST: [
    '标识“{part}”无法识别：多个标识用英文逗号隔开，标识内不能有空格、逗号或分号。',
    'The id “{part}” cannot be read: ids are separated by commas and hold no blanks, commas or semicolons.',
  ],
  OUTCOME_CONDITION: [
    '办理结果标识“{part}”不能写进条件，应以字母开头，只含字母、数字、- 和 _。',
    'The outcome key “{part}” cannot stand in a condition; it begins with a letter and holds letters, digits, - and _.',
  ],
} as const;

/** What kind of rule could not be read; stable, also the code of the finding in a pack's check. */
export type ConventionCode = keyof typeof SENTENCES;

/** A property that does not follow its grammar. */
export class ConventionError extends Error {
  readonly code: ConventionCode;
  /** The part that cannot be read or written. */
  readonly part: string;
  /** Characters before that part in the property's text; absent when the value never was a text. */
  readonly at?: number;
  /** The same sentence in English. */
  readonly english: string;

  constructor(code: ConventionCode, found: { part?: string; at?: number; count?: number; limit?: number } = {}) {
    const [chinese, english] = SENTENCES[code];
    const fill = (sentence: string): string =>
      sentence.replace(/\{(part|count|limit)\}/g, (_, name: 'part' | 'count' | 'limit') => String(found[name] ?? ''));
    super(fill(chinese));
    this.name = 'ConventionError';
    this.code = code;
    this.part = found.part ?? '';
    this.english = fill(english);
    if (found.at !== undefined) this.at = found.at;
  }
}
