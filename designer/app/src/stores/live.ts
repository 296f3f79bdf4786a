import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { ServerEvent } from '@anliu/contract';
import { listenToServer } from '../api/server-events.js';

type Listener = (event: ServerEvent) => void;

/** The line to the server's hints: one connection for the whole application, many listeners. */
export const useLiveStore = defineStore('live', () => {
  const down = ref(false);
  const listeners = new Set<Listener>();
  let stop: (() => void) | undefined;

  function connect(): void {
    stop?.();
    stop = listenToServer(
      (event) => listeners.forEach((listener) => listener(event)),
      (lost) => (down.value = lost),
    );
  }

  function disconnect(): void {
    stop?.();
    stop = undefined;
    down.value = false;
  }

  function on(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return { down, connect, disconnect, on };
});
