import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { DeployedForm, FormDto, FormService } from '@anliu/engine-protocol';
import type { FormReference } from '@anliu/engine-bpmn';
import { renderedForm } from '../forms/rendered-form.js';
import type { Core } from '../runtime-core.js';

/** `embedded:deployment:`, `camunda-forms:deployment:` or `deployment:` before the name of a resource. */
const DEPLOYED_KEY = /^(?:[\w-]+:)?deployment:(.+)$/;

const kindOf = (name: string): DeployedForm['kind'] => (/\.(form|json)$/i.test(name) ? 'json' : 'html');

export function formService({ rows, reads, definitions }: Core): FormService {
  const definitionOf = (id: string) => {
    const definition = definitions.byId(id);
    if (definition) return definition;
    throw new NotFoundError(`No matching definition with id ${id}`);
  };
  const taskReference = async (taskId: string): Promise<FormReference | undefined> => {
    const task = await reads.tasks.get(taskId);
    if (task.processDefinitionId === null) return undefined;
    const node = definitionOf(task.processDefinitionId).graph.elements.get(task.taskDefinitionKey ?? '')?.node;
    return node?.kind === 'userTask' ? node.form : undefined;
  };

  const named = (deploymentId: string, name: string): DeployedForm => {
    const resource = rows.where('resource', 'deployment_id = ? AND name = ?', deploymentId, name)[0];
    if (!resource?.bytes) throw new NotFoundError(`The form with the resource name '${name}' cannot be found.`);
    return { content: resource.bytes, kind: kindOf(name) };
  };

  /** A form is known by the `id` in its JSON; its versions are the deployments that brought it, oldest first. */
  const referenced = (
    deploymentId: string,
    { key, binding, version }: NonNullable<FormDto['formRef']>,
  ): DeployedForm => {
    const versions = rows
      .where('resource', `name LIKE '%.form' ORDER BY id`)
      .filter(({ bytes }) => idOfForm(bytes) === key);
    const found =
      binding === 'deployment'
        ? versions.findLast((one) => one.deploymentId === deploymentId)
        : binding === 'version'
          ? versions[(version ?? 0) - 1]
          : versions.at(-1);
    if (!found?.bytes) throw new NotFoundError(`The form with the key '${key}' cannot be found.`);
    return { content: found.bytes, kind: 'json' };
  };

  const deployed = (form: FormDto, definitionId: string): DeployedForm => {
    const { deploymentId } = definitionOf(definitionId).row;
    if (form.formRef) return referenced(deploymentId, form.formRef);
    const name = DEPLOYED_KEY.exec(form.key ?? '')?.[1];
    if (!name)
      throw new BadUserRequestError(
        form.key === null
          ? 'The form key is not set.'
          : `The form key '${form.key}' does not reference a deployed form.`,
      );
    return named(deploymentId, name);
  };

  return {
    async renderedTaskForm(taskId) {
      const fields = (await taskReference(taskId))?.fields ?? [];
      return fields.length === 0 ? undefined : renderedForm(fields, await reads.tasks.getFormVariables(taskId));
    },
    async renderedStartForm(definitionId) {
      const fields = definitionOf(definitionId).graph.model.startForm?.fields ?? [];
      if (fields.length === 0) return undefined;
      return renderedForm(fields, await reads.repository.getStartFormVariables(definitionId));
    },
    async deployedTaskForm(taskId) {
      const task = await reads.tasks.get(taskId);
      if (task.processDefinitionId === null) throw new BadUserRequestError('The form key is not set.');
      return deployed(await reads.tasks.getForm(taskId), task.processDefinitionId);
    },
    deployedStartForm: async (definitionId) =>
      deployed(await reads.repository.getStartForm(definitionId), definitionId),
  };
}

function idOfForm(bytes: Uint8Array | null): unknown {
  try {
    return (JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())) as { id?: unknown }).id;
  } catch {
    return undefined;
  }
}
