import type { OperationCall } from '@anliu/engine-rest';

/** What a token may be for. Everything in the engine's REST interface that is none of these is closed to every token. */
export const VERBS = ['work', 'read', 'message', 'start', 'task', 'deploy', 'repair', 'platform', 'metrics'] as const;
export type Verb = (typeof VERBS)[number];

/** `method path`, with the parameters of the path as in the route table. */
const OPERATIONS: Readonly<Record<Exclude<Verb, 'read' | 'platform' | 'metrics'>, readonly RegExp[]>> = {
  /** External tasks of the token's topics, from lock to end, and the files they need. */
  work: [
    /^POST \/external-task\/fetchAndLock$/,
    /^POST \/external-task\/:id\/(complete|failure|bpmnError|lock|extendLock|unlock)$/,
    /^GET \/external-task\/:id(\/errorDetails)?$/,
    /^GET \/(execution\/:id\/localVariables|process-instance\/:id\/variables)\/:varName(\/data)?$/,
  ],
  /** Messages, signals and conditions from outside. */
  message: [/^POST \/(message|signal|condition)$/],
  /** Instances of definitions that are not the platform's. */
  start: [/^POST \/process-definition\/(:id|key\/:key)\/(start|submit-form)$/],
  /** User tasks that are not the platform's. */
  task: [
    /^POST \/task\/:id\/(claim|unclaim|assignee|delegate|resolve|complete|submit-form|bpmnError|bpmnEscalation)$/,
    /^(POST|PUT|DELETE) \/task\/:id\/(variables|localVariables)(\/:varName)?(\/data)?$/,
  ],
  /** Failed work that is not the platform's: retries, and the variables it failed on. */
  repair: [
    /^PUT \/(external-task|job)\/:id\/retries$/,
    /^POST \/job\/:id\/execute$/,
    /^(POST|PUT|DELETE) \/process-instance\/:id\/variables(\/:varName)?(\/data)?$/,
  ],
  /** Deployments that are not the platform's. */
  deploy: [
    /^POST \/deployment\/create$/,
    /^DELETE \/deployment\/:id$/,
    /^DELETE \/process-definition\/(:id|key\/:key)$/,
  ],
};

/** Who may do what is no business of workers, not even to look at. */
const CLOSED = /^\/(user|group|tenant|authorization|identity|filter|history\/(user-operation|identity-link-log))(\/|$)/;

/** The verbs of which one is enough for a call. */
export function verbsFor({ method, operation, isQuery }: OperationCall): ReadonlySet<Verb> {
  if (CLOSED.test(operation)) return new Set();
  const name = `${method} ${operation}`;
  const found = Object.entries(OPERATIONS).filter(([, patterns]) => patterns.some((pattern) => pattern.test(name)));
  return new Set<Verb>([...found.map(([verb]) => verb as Verb), ...(isQuery ? (['read'] as const) : [])]);
}
