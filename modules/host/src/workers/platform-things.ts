import { AuthorizationError, NotFoundError } from '@anliu/engine-protocol';
import type { DeploymentInput, ProcessEngine } from '@anliu/engine-protocol';
import { parseBpmn } from '@anliu/engine-bpmn';
import { parseDmn } from '@anliu/engine-dmn';
import type { OperationCall } from '@anliu/engine-rest';
import { PLATFORM_DEPLOYMENT_SOURCE, PLATFORM_TOPICS } from '@anliu/kit';
import { reachOf, type Reach } from './reach.js';

/** Says of what a call changes whether a pack brought it. */
export class PlatformThings {
  readonly #engine: ProcessEngine;
  /** By the id of a deployment; a deployment never changes its source. */
  readonly #known = new Map<string, boolean>();
  readonly #events = new Map<string, ReadonlySet<string>>();

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

  /**
   * @throws AuthorizationError when a deployment claims to be the platform's, brings a process or decision of one of its keys, or reaches
   * what is the platform's: by a call, a decision, a message or signal it knows, or a topic the platform works on itself. What only an
   * expression says while the process runs cannot be looked at, so it is refused too.
   */
  async checkDeployment({ source, resources }: DeploymentInput): Promise<void> {
    if (source === PLATFORM_DEPLOYMENT_SOURCE)
      throw new AuthorizationError(`Only the platform deploys with the source '${PLATFORM_DEPLOYMENT_SOURCE}'`);
    for (const { name, content } of resources) {
      if (/\.dmn(11\.xml)?$/i.test(name))
        for (const { id: key = '' } of parseDmn(content).model?.decisions ?? [])
          if (await this.#isPlatformsDecision(key))
            throw new AuthorizationError(`The decision '${key}' belongs to the platform; deploy under another id`);
      if (!/\.bpmn(20\.xml)?$/i.test(name)) continue;
      for (const definition of parseBpmn(content).definitions) {
        const { key } = definition;
        if (await this.#ofKey(key))
          throw new AuthorizationError(`The process '${key}' belongs to the platform; deploy under another id`);
        for (const reach of reachOf(definition)) await this.#checkReach(key, reach);
      }
    }
  }

  async #checkReach(key: string, { kind, name, element }: Reach): Promise<void> {
    const where = `element '${element}' of process '${key}'`;
    if (name === undefined)
      throw new AuthorizationError(
        `The ${kind} of ${where} is an expression, so it cannot be told whether it reaches the platform; write its name`,
      );
    if (await this.#belongs(kind, name))
      throw new AuthorizationError(
        `The ${kind} '${name}' of ${where} belongs to the platform; workers may not reach it`,
      );
  }

  async #belongs(kind: Reach['kind'], name: string): Promise<boolean> {
    if (kind === 'topic') return PLATFORM_TOPICS.has(name);
    if (kind === 'process') return this.#ofKey(name);
    if (kind === 'decision') return this.#isPlatformsDecision(name);
    for (const { id, deploymentId } of await this.#engine.repository.listProcessDefinitions())
      if (await this.#ofDeployment(deploymentId ?? ''))
        if ((await this.#eventsOf(id)).has(`${kind} ${name}`)) return true;
    return false;
  }

  /** Messages and signals of a process of the platform; a definition never changes. */
  async #eventsOf(definitionId: string): Promise<ReadonlySet<string>> {
    const known = this.#events.get(definitionId);
    if (known) return known;
    const { definitions } = parseBpmn(await this.#engine.repository.getProcessDefinitionXml(definitionId));
    const events = new Set(definitions.flatMap(reachOf).map(({ kind, name }) => `${kind} ${name ?? ''}`));
    this.#events.set(definitionId, events);
    return events;
  }

  async #isPlatformsDecision(key: string): Promise<boolean> {
    const versions = await this.#engine.decisions.listDecisionDefinitions({ key });
    for (const { deploymentId } of versions) if (await this.#ofDeployment(deploymentId ?? '')) return true;
    return false;
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
