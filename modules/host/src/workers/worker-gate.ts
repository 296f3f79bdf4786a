import { AuthorizationError } from '@anliu/engine-protocol';
import type { EngineRestOptions, OperationAnswer, OperationCall } from '@anliu/engine-rest';
import type { ProcessEngine } from '@anliu/engine-protocol';
import type { AuditEntry } from '@anliu/kit';
import { PlatformThings } from './platform-things.js';
import { verbsFor } from './verbs.js';
import type { WorkerToken } from './worker-tokens.js';
import type { WorkerWatch } from './worker-watch.js';

/** Where the request keeps the token it came with. */
export interface WithWorker {
  worker?: WorkerToken;
}

const FETCH = '/external-task/fetchAndLock';

/** What stands between workers and the engine's REST interface: what their token is for, what is the platform's, and the audit trail. */
export function workerGate(
  engine: ProcessEngine,
  audit: (entry: AuditEntry) => Promise<void>,
  watch?: WorkerWatch,
): Required<Pick<EngineRestOptions, 'authorize' | 'answered'>> {
  const things = new PlatformThings(engine);
  return {
    async authorize(call) {
      const token = tokenOf(call);
      const wanted = verbsFor(call);
      const has = token.verbs.filter((verb) => wanted.has(verb));
      if (has.length === 0) throw refusal(token, `is not for ${call.method} ${call.operation}`);
      if (!has.includes('read') && wanted.has('work')) await checkTopics(engine, call, token);
      if (!call.isQuery && (await things.isPlatforms(call)))
        throw refusal(token, `may not change what belongs to the platform (${call.method} ${call.operation})`);
      watch?.called(token.name);
      if (call.operation === FETCH) watch?.asked(token.name, await call.body());
    },

    async answered(call, answer) {
      const refused = answer.status >= 400;
      if (!refused && (call.isQuery || locksNothing(call, answer))) return;
      const { name } = tokenOf(call);
      await audit({
        action: 'worker.call',
        target: targetOf(call),
        outcome: !refused ? 'done' : answer.status >= 500 ? 'failed' : 'refused',
        by: `worker:${name}`,
        detail: {
          call: `${call.method} ${call.operation}`,
          ...(refused ? { status: answer.status, message: messageOf(answer) } : {}),
          ...(call.operation === FETCH && !refused ? { locked: idsOf(answer) } : {}),
        },
      });
    },
  };
}

function tokenOf({ context }: OperationCall): WorkerToken {
  const { worker } = context.state as WithWorker;
  if (!worker) throw new AuthorizationError('This interface is for workers with a token');
  return worker;
}

const refusal = ({ name }: WorkerToken, why: string): AuthorizationError =>
  new AuthorizationError(`The token '${name}' ${why}`);

/** A task is worked on, and its files are read, by whom its topic is for. */
async function checkTopics(engine: ProcessEngine, call: OperationCall, token: WorkerToken): Promise<void> {
  if (token.topics.includes('*')) return;
  for (const topic of await topicsOf(engine, call)) {
    if (!token.topics.includes(topic)) throw refusal(token, `is not for the topic '${topic}'`);
  }
}

async function topicsOf(engine: ProcessEngine, call: OperationCall): Promise<readonly string[]> {
  const id = call.params['id'] ?? '';
  if (call.operation === FETCH) {
    const { topics } = ((await call.body()) ?? {}) as { topics?: unknown };
    return Array.isArray(topics) ? topics.map((one) => String((one as { topicName?: unknown } | null)?.topicName)) : [];
  }
  if (call.operation.startsWith('/external-task/')) return [(await engine.externalTasks.get(id)).topicName ?? ''];
  // Files: those of an instance that has a task for this worker.
  const { processInstanceId } = await engine.runtime.getExecution(id);
  const tasks = await engine.externalTasks.list({ processInstanceId });
  const own = tasks.map(({ topicName }) => topicName ?? '').filter((topic) => tokenTopics(call).includes(topic));
  return own.length > 0 ? own : ['of this process instance'];
}

const tokenTopics = (call: OperationCall): readonly string[] => tokenOf(call).topics;

const idsOf = ({ value }: OperationAnswer): string[] =>
  Array.isArray(value) ? value.map((one) => String((one as { id?: unknown }).id)) : [];

const locksNothing = ({ operation }: OperationCall, answer: OperationAnswer): boolean =>
  operation === FETCH && idsOf(answer).length === 0;

const targetOf = ({ params, operation }: OperationCall): string => Object.values(params)[0] ?? operation;

const messageOf = ({ value }: OperationAnswer): string =>
  String((value as { message?: unknown } | undefined)?.message ?? '').slice(0, 300);
