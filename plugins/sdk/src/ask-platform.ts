import type { PluginContext } from './contract.js';

/** Milliseconds after which a request to the platform is given up; the engine hands the task out again. */
export const REQUEST_TIMEOUT_MS = 20_000;

/**
 * One request to the platform as this plugin; a plain object is sent as JSON, a form as it is.
 * @throws Error with the platform's sentence when it refuses, and when it does not answer in time
 */
export async function askPlatform<T>(
  { baseUrl, token }: Pick<PluginContext, 'baseUrl' | 'token'>,
  path: string,
  body: FormData | Record<string, unknown>,
): Promise<T> {
  const json = !(body instanceof FormData);
  const response = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(json ? { 'content-type': 'application/json' } : {}) },
    body: json ? JSON.stringify(body) : body,
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const answer = (await response.json().catch(() => ({}))) as T & { error?: { message?: string } };
  if (!response.ok) throw new Error(answer.error?.message ?? `the platform answered ${response.status}`);
  return answer;
}
