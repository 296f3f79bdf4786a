import type { ServerEvent } from '@anliu/contract';

const NAMES = ['tasks-changed', 'case-changed', 'notice'] as const;

/** Milliseconds before a line the server refused is tried again; the browser itself gives up then. */
const RETRY_REFUSED_AFTER = 10_000;

/**
 * Listens for the server's hints that something changed. A broken line is connected again by the browser, a refused one by us; `lost`
 * tells when the line is down so that screens can say so. Unknown or malformed hints are ignored: they carry no data.
 */
export function listenToServer(handle: (event: ServerEvent) => void, lost: (down: boolean) => void): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const receive = (message: MessageEvent<string>): void => {
    try {
      const event = JSON.parse(message.data) as ServerEvent & { type?: string };
      const type = event.type ?? message.type;
      if ((NAMES as readonly string[]).includes(type)) handle({ ...event, type } as ServerEvent);
    } catch {
      // A hint we cannot read is no hint.
    }
  };
  const open = (): void => {
    source = new EventSource('/api/events');
    source.onmessage = receive;
    for (const name of NAMES) source.addEventListener(name, receive as EventListener);
    source.onopen = () => lost(false);
    source.onerror = () => {
      lost(true);
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, RETRY_REFUSED_AFTER);
    };
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}
