import { NotFoundError } from '@anliu/engine-protocol';
import type { RepositoryService } from '@anliu/engine-protocol';

export type DecisionReads = Pick<
  RepositoryService,
  | 'listDecisionDefinitions'
  | 'countDecisionDefinitions'
  | 'getDecisionDefinition'
  | 'getDecisionDefinitionByKey'
  | 'getDecisionDefinitionXml'
>;

/** The embedded engine deploys no decisions of its own: there are none to list, and every id is unknown. */
export function decisionReads(): DecisionReads {
  const unknown = (id: string) => new NotFoundError(`No matching decision definition with id '${id}'`);
  return {
    listDecisionDefinitions: async () => [],
    countDecisionDefinitions: async () => 0,
    getDecisionDefinition: async (id) => {
      throw unknown(id);
    },
    getDecisionDefinitionByKey: async (key) => {
      throw new NotFoundError(`No matching decision definition with key: ${key} and no tenant-id`);
    },
    getDecisionDefinitionXml: async (id) => {
      throw unknown(id);
    },
  };
}
