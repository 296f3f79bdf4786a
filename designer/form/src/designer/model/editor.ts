import { checkFormDefinition, type FormDefinition, type FormProblem } from '@anliu/form-model';
import { apply, isRefusal, type Command, type Refusal } from './commands.js';
import type { Selection } from './state.js';

/** Steps that can be undone. */
export const MAX_HISTORY = 200;
/** Changes of one property within this time are one step: a word is undone, not a letter. Milliseconds. */
export const MERGE_WITHIN = 800;

interface Step {
  form: FormDefinition;
  selection: Selection;
}

/** A form being designed, without any framework: commands in, forms out, every step undoable. */
export class FormEditor {
  #past: Step[] = [];
  #future: Step[] = [];
  #now: Step;
  #last: { key: string; at: number } | undefined;
  readonly #clock: () => number;

  constructor(form: FormDefinition, clock: () => number = () => Date.now()) {
    this.#now = { form, selection: undefined };
    this.#clock = clock;
  }

  get form(): FormDefinition {
    return this.#now.form;
  }
  get selection(): Selection {
    return this.#now.selection;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  select(selection: Selection): void {
    this.#now = { ...this.#now, selection };
    this.#last = undefined;
  }

  /** Applies a command; a refusal changes nothing. */
  run(command: Command): Refusal | undefined {
    const result = apply(this.#now.form, command);
    if (isRefusal(result)) return result;
    const key =
      command.type === 'update' ? `${JSON.stringify(command.selection)} ${Object.keys(command.patch).join()}` : '';
    const at = this.#clock();
    const merges = key !== '' && this.#last?.key === key && at - this.#last.at < MERGE_WITHIN;
    if (!merges) {
      this.#past.push(this.#now);
      if (this.#past.length > MAX_HISTORY) this.#past.shift();
    }
    this.#future = [];
    this.#last = key === '' ? undefined : { key, at };
    this.#now = result;
    return undefined;
  }

  undo(): void {
    const before = this.#past.pop();
    if (!before) return;
    this.#future.push(this.#now);
    this.#now = before;
    this.#last = undefined;
  }

  redo(): void {
    const next = this.#future.pop();
    if (!next) return;
    this.#past.push(this.#now);
    this.#now = next;
    this.#last = undefined;
  }

  /** What a publication would object to. */
  problems(): FormProblem[] {
    return checkFormDefinition(this.#now.form, this.#now.form.id).problems;
  }
}
