/** A document as the platform prepared it. */
export interface PreparedDocument {
  readonly id: string;
  readonly title: string;
  readonly number?: string;
  readonly state: 'draft' | 'issued' | 'void';
  readonly html: string;
  readonly preparedAt: string;
}

/** Time after which a request to the platform is given up; the engine tries the task again. */
const TIMEOUT_MS = 20_000;

async function answer<T>(response: Response): Promise<T> {
  const body = (await response.json().catch(() => ({}))) as T & { error?: { message?: string } };
  if (!response.ok) throw new Error(body.error?.message ?? `the platform answered ${response.status}`);
  return body;
}

/** Asks for the document of an external task: numbered and merged, the same one however often it is asked for. */
export async function prepare(baseUrl: string, token: string, externalTaskId: string): Promise<PreparedDocument> {
  return answer(
    await fetch(`${baseUrl}/api/worker/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ externalTaskId }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }),
  );
}

/** Hands the PDF in; with that the document is issued. */
export async function handIn(baseUrl: string, token: string, id: string, pdf: Uint8Array): Promise<void> {
  const form = new FormData();
  form.append('pdf', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), `${id}.pdf`);
  await answer(
    await fetch(`${baseUrl}/api/worker/documents/${encodeURIComponent(id)}/pdf`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }),
  );
}
