/** A problem of a definition, located as `fields.f_x.type` inside `file`. */
export interface FormProblem {
  severity: 'error' | 'warning';
  code: string;
  /** e.g. `forms/hazard.form.yaml` */
  file: string;
  /** Path inside the definition. */
  path: string;
  /** Chinese sentence: what and what to do. */
  message: string;
}

export class FormDefinitionError extends Error {
  readonly code = 'FORM_DEFINITION_INVALID';
  readonly problems: readonly FormProblem[];
  constructor(problems: readonly FormProblem[]) {
    super(problems.map((problem) => `${problem.file}：${problem.path || '（根）'}：${problem.message}`).join('\n'));
    this.name = 'FormDefinitionError';
    this.problems = problems;
  }
}
