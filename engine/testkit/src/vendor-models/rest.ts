import type { Verdict } from './compare.js';

interface Deployment {
  readonly id: string;
  readonly deployedProcessDefinitions: Readonly<Record<string, unknown>> | null;
  readonly message?: string;
}

/** Deploys a file over REST as any client would, takes it away again, and says how the engine took it. */
export async function deployOverRest(url: string, name: string, bytes: Uint8Array): Promise<Verdict> {
  const form = new FormData();
  form.set('deployment-name', name);
  form.set(name, new Blob([Uint8Array.from(bytes)]), name);
  const response = await fetch(`${url}/deployment/create`, { method: 'POST', body: form });
  const text = await response.text();
  if (response.status === 400) {
    const { message } = JSON.parse(text) as Deployment;
    return message ? { kind: 'refused', why: message } : { kind: 'failed', why: 'refused without a reason' };
  }
  if (response.status !== 200) return { kind: 'failed', why: `${response.status} ${text.slice(0, 300)}` };
  const { id, deployedProcessDefinitions } = JSON.parse(text) as Deployment;
  const removed = await fetch(`${url}/deployment/${id}?cascade=true`, { method: 'DELETE' });
  if (removed.status !== 204) return { kind: 'failed', why: `deleting the deployment answered ${removed.status}` };
  return { kind: 'accepted', definitions: Object.keys(deployedProcessDefinitions ?? {}).length };
}
