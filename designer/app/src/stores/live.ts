import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { ServerEvent } from '@anliu/contract';
import { listenToServer } from '../api/server-events.js';

type Listener = (event: ServerEvent) => void;

/**
 * The line to the server's hints: one connection for the whole application, many listeners. What happened while the line was down is
 * not told afterwards; whoever shows something looks again when the line is back (`onResumed`).
 */
export const useLiveStore = defineStore('live', () => {
  const down = ref(false);
  const listeners = new Set<Listener>();
  const resumed = new Set<() => void>();
  let stop: (() => void) | undefined;

  function connect(): void {
    stop?.();
    stop = listenToServer(
      (event) => listeners.forEach((listener) => listener(event)),
      (lost) => {
        const isBack = down.value && !lost;
        down.value = lost;
        if (isBack) resumed.forEach((listener) => listener());
      },
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

  function onResumed(listener: () => void): () => void {
    resumed.add(listener);
    return () => resumed.delete(listener);
  }

  return { down, connect, disconnect, on, onResumed };
});
