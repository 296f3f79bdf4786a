import { AuthorizationError, NotFoundError } from '@anliu/engine-protocol';
import type { DeploymentInput, ProcessEngine } from '@anliu/engine-protocol';
import { parseBpmn } from '@anliu/engine-bpmn';
import type { OperationCall } from '@anliu/engine-rest';
import { PLATFORM_DEPLOYMENT_SOURCE } from '@anliu/kit';

/** Says of what a call changes whether a pack brought it. */
export class PlatformThings {
  readonly #engine: ProcessEngine;
  /** By the id of a deployment; a deployment never changes its source. */
  readonly #known = new Map<string, boolean>();

  constructor(engine: ProcessEngine) {
    this.#engine = engine;
  }

  async isPlatforms({ operation, params }: OperationCall): Promise<boolean> {
    const { id = '', key = '' } = params;
    try {
      if (operation.startsWith('/task/')) {
        const { processDefinitionId } = await this.#engine.tasks.get(id);
        return processDefinitionId !== null && (await this.#ofDefinition(processDefinitionId));
      }
      if (/^\/(external-task|job)\/:id\/(retries|execute)$/.test(operation)) {
        const { externalTasks, jobs } = this.#engine;
        const { processDefinitionId } = await (operation.startsWith('/job/') ? jobs.get(id) : externalTasks.get(id));
        return processDefinitionId !== null && (await this.#ofDefinition(processDefinitionId));
      }
      if (operation.startsWith('/process-instance/:id/variables')) {
        const { processInstanceId } = await this.#engine.runtime.getExecution(id);
        const { definitionId } = await this.#engine.runtime.getProcessInstance(processInstanceId);
        return await this.#ofDefinition(definitionId);
      }
      if (operation.startsWith('/deployment/:id')) return await this.#ofDeployment(id);
      if (operation.startsWith('/process-definition/key/')) return await this.#ofKey(key);
      if (operation.startsWith('/process-definition/:id')) return await this.#ofDefinition(id);
      return false;
    } catch (error) {
      // What is not there is nobody's; the operation itself says so in its own words.
      if (NotFoundError.isInstance(error)) return false;
      throw error;
    }
  }

  /** @throws AuthorizationError when a deployment claims to be the platform's or brings a process of one of its keys */
  async checkDeployment({ source, resources }: DeploymentInput): Promise<void> {
    if (source === PLATFORM_DEPLOYMENT_SOURCE)
      throw new AuthorizationError(`Only the platform deploys with the source '${PLATFORM_DEPLOYMENT_SOURCE}'`);
    for (const { name, content } of resources) {
      if (!/\.bpmn(20\.xml)?$/i.test(name)) continue;
      for (const { key } of parseBpmn(content).definitions)
        if (await this.#ofKey(key))
          throw new AuthorizationError(`The process '${key}' belongs to the platform; deploy under another id`);
    }
  }

  async #ofKey(key: string): Promise<boolean> {
    const versions = await this.#engine.repository.listProcessDefinitions({ key });
    for (const { deploymentId } of versions) if (await this.#ofDeployment(deploymentId ?? '')) return true;
    return false;
  }

  async #ofDefinition(id: string): Promise<boolean> {
    return this.#ofDeployment((await this.#engine.repository.getProcessDefinition(id)).deploymentId ?? '');
  }

  async #ofDeployment(id: string): Promise<boolean> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const isPlatforms = (await this.#engine.repository.getDeployment(id)).source === PLATFORM_DEPLOYMENT_SOURCE;
    this.#known.set(id, isPlatforms);
    return isPlatforms;
  }
}

/** The engine as workers may use it: they deploy nothing that could be taken for a pack's. */
export function engineForWorkers(engine: ProcessEngine): ProcessEngine {
  const things = new PlatformThings(engine);
  const repository: ProcessEngine['repository'] = {
    ...engine.repository,
    createDeployment: async (input) => {
      await things.checkDeployment(input);
      return engine.repository.createDeployment(input);
    },
  };
  return { ...engine, repository };
}
