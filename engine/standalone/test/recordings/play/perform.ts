import type { Call, Reply } from './client.js';
import type { Action } from './recording.js';
import type { Open, State } from './state.js';

const WORKER = 'recorder';
const LOCK_MS = 600_000;

/** @throws Error when the state has nothing the action names: the engines went apart before */
export async function perform(call: Call, action: Action, state: State): Promise<Reply> {
  switch (action.do) {
    case 'completeTask':
      return call('POST', `/task/${find(state, 'task', action)}/complete`, {});
    case 'throwErrorFromTask':
      return call('POST', `/task/${find(state, 'task', action)}/bpmnError`, { errorCode: action.code });
    case 'throwEscalationFromTask':
      return call('POST', `/task/${find(state, 'task', action)}/bpmnEscalation`, { escalationCode: action.code });
    case 'completeExternalTask':
      return work(call, find(state, 'externalTask', action), 'complete', {});
    case 'failExternalTask':
      return work(call, find(state, 'externalTask', action), 'failure', { retries: action.retries, retryTimeout: 0 });
    case 'throwErrorFromExternalTask':
      return work(call, find(state, 'externalTask', action), 'bpmnError', { errorCode: action.code });
    case 'executeJob':
      return call('POST', `/job/${find(state, 'job', action)}/execute`);
    case 'correlateMessage':
      return call('POST', '/message', { messageName: action.name });
    case 'broadcastSignal':
      return call('POST', '/signal', { name: action.name });
    case 'setVariable':
      return call('PUT', `/process-instance/${instance(state, action.process)}/variables/${action.name}`, {
        value: action.value,
      });
    case 'modify':
      return call('POST', `/process-instance/${instance(state, action.process)}/modification`, {
        instructions: action.instructions,
      });
    case 'suspend':
    case 'activate':
      return call('PUT', `/process-instance/${instance(state, action.process)}/suspended`, {
        suspended: action.do === 'suspend',
      });
    case 'delete':
      return call('DELETE', `/process-instance/${instance(state, action.process)}`);
  }
}

async function work(call: Call, id: string, how: string, details: object): Promise<Reply> {
  const locked = await call('POST', `/external-task/${id}/lock`, { workerId: WORKER, lockDuration: LOCK_MS });
  return locked.status >= 400 ? locked : call('POST', `/external-task/${id}/${how}`, { workerId: WORKER, ...details });
}

function find(
  { open }: State,
  kind: Open['kind'],
  { activity, loop, nth = 0 }: { activity: string; loop?: number; nth?: number },
): string {
  const fitting = open.filter((one) => one.kind === kind && one.activity === activity && one.loop === loop);
  const found = fitting[nth];
  if (!found) throw new Error(`no open ${kind} ${activity} (loop ${loop ?? 'none'}, ${nth} of ${fitting.length})`);
  return found.id;
}

function instance({ instances }: State, process: string): string {
  const [id, ...others] = instances.get(process) ?? [];
  if (id === undefined || others.length > 0) throw new Error(`not one instance of ${process}`);
  return id;
}
