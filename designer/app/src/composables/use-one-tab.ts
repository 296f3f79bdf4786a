import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** Tells whether the same thing is open for writing in another tab of this browser. */
export function useOneTab(thing: Ref<string | undefined>): Ref<boolean> {
  const elsewhere = ref(false);
  if (typeof BroadcastChannel === 'undefined') return elsewhere;
  const me = Math.random().toString(36).slice(2);
  const channel = new BroadcastChannel('anliu-open');
  const say = (kind: 'open' | 'here' | 'closed', what = thing.value): void => {
    if (what) channel.postMessage({ kind, thing: what, me });
  };
  channel.onmessage = (event: MessageEvent<{ kind: string; thing: string; me: string }>) => {
    const { kind, thing: other, me: sender } = event.data;
    if (sender === me || other !== thing.value) return;
    if (kind === 'open') say('here');
    elsewhere.value = kind !== 'closed';
  };
  watch(
    thing,
    (now, before) => {
      if (before) say('closed', before);
      elsewhere.value = false;
      if (now) say('open');
    },
    { immediate: true },
  );
  const leave = (): void => say('closed');
  window.addEventListener('pagehide', leave);
  onScopeDispose(() => {
    leave();
    window.removeEventListener('pagehide', leave);
    channel.close();
  });
  return elsewhere;
}
