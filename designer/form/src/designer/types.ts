import type { FormDefinition, FormProblem } from '@anliu/form-model';

/** What the frame may ask of the mounted form designer. */
export interface FormDesignerHandle {
  /** The definition as it stands. */
  save(): FormDefinition;
  /** The same as YAML, as a pack holds it. */
  yaml(): string;
  problems(): FormProblem[];
  /** Selects the field a problem's path speaks of (`fields.f_a.title`). */
  reveal(path: string): void;
  undo(): void;
  redo(): void;
}
