import type { ProcessModel } from '../model.js';
import type { Parser } from '../parse/parser.js';
import type { Plan } from '../parse/plan.js';

/** What a rule judges: the whole process, and where it says what is wrong. */
export interface Checked {
  readonly model: ProcessModel;
  readonly plan: Plan;
  readonly parser: Parser;
}
