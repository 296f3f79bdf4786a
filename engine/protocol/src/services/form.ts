/** The content of a deployed form and what it is. */
export interface DeployedForm {
  readonly content: Uint8Array;
  readonly kind: 'html' | 'json';
}

/** Forms as the engine hands them out. Unknown ids and forms throw NotFoundError. */
export interface FormService {
  /** HTML of the declared form fields of a task or of the start event; undefined when none are declared. */
  renderedTaskForm(taskId: string): Promise<string | undefined>;
  renderedStartForm(processDefinitionId: string): Promise<string | undefined>;
  /** The deployed resource a form key `…deployment:name` or a form reference means. */
  deployedTaskForm(taskId: string): Promise<DeployedForm>;
  deployedStartForm(processDefinitionId: string): Promise<DeployedForm>;
}
