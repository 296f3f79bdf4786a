import type { ServerEvent } from '@anliu/contract';

const NAMES = ['tasks-changed', 'case-changed', 'notice'] as const;

/**
 * Listens for the server's hints that something changed. The browser reconnects by itself; `lost` tells when the line is
 * down so that screens can say so. Unknown or malformed hints are ignored: they carry no data.
 */
export function listenToServer(handle: (event: ServerEvent) => void, lost: (down: boolean) => void): () => void {
  const source = new EventSource('/api/events');
  const receive = (message: MessageEvent<string>): void => {
    try {
      const event = JSON.parse(message.data) as ServerEvent & { type?: string };
      const type = event.type ?? message.type;
      if ((NAMES as readonly string[]).includes(type)) handle({ ...event, type } as ServerEvent);
    } catch {
      // A hint we cannot read is no hint.
    }
  };
  source.onmessage = receive;
  for (const name of NAMES) source.addEventListener(name, receive as EventListener);
  source.onopen = () => lost(false);
  source.onerror = () => lost(true);
  return () => source.close();
}
