/** Time after which a request to the platform is given up and tried again by the engine. */
const TIMEOUT_MS = 10_000;

/** Asks the platform to deliver the notice of one external task. @returns how many people were told */
export async function deliver(baseUrl: string, token: string, externalTaskId: string): Promise<number> {
  const response = await fetch(`${baseUrl}/api/worker/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ externalTaskId }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = (await response.json().catch(() => ({}))) as { receivers?: number; error?: { message?: string } };
  if (!response.ok) throw new Error(body.error?.message ?? `the platform answered ${response.status}`);
  return body.receivers ?? 0;
}
