import type { CaseOperations } from '@anliu/contract';
import type { ActivityInstanceDto } from '@anliu/engine-protocol';
import type { NodeMeta, ProcessMeta } from '@anliu/packs';

/** What a token can be put before: steps with a name, at the top of the process. */
const BY_PEOPLE = new Set(['userTask']);
const AUTOMATIC = new Set(['serviceTask', 'sendTask', 'receiveTask', 'businessRuleTask', 'scriptTask', 'callActivity']);

const isTarget = ({ type, name, nested }: NodeMeta): boolean =>
  !nested && name !== '' && (BY_PEOPLE.has(type) || AUTOMATIC.has(type));

/** Steps a case can be moved to, in the order of the process. */
export const targetsOf = ({ nodes }: ProcessMeta): CaseOperations['targets'] =>
  Object.values(nodes)
    .filter(isTarget)
    .map(({ id, name, type }) => ({ step: id, name, kind: BY_PEOPLE.has(type) ? 'person' : 'automatic' }));

/** Where a token stands; `transition`: it waits before or behind the activity. */
export interface Place {
  readonly id: string;
  readonly activityId: string;
  readonly transition: boolean;
}

/** Every token of an instance: the leaves of its tree. */
export function placesOf(tree: ActivityInstanceDto): Place[] {
  const transitions = tree.childTransitionInstances.map(({ id, activityId }) => ({ id, activityId, transition: true }));
  const children = tree.childActivityInstances.flatMap((child) =>
    child.childActivityInstances.length + child.childTransitionInstances.length > 0
      ? placesOf(child)
      : [{ id: child.id, activityId: child.activityId, transition: false }],
  );
  return [...children, ...transitions];
}
