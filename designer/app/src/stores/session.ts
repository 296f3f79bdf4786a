import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { LoginRequest, PlaceId, SessionInfo } from '@anliu/contract';
import { asApiError } from '../api/api-error.js';
import { configureHttp } from '../api/http.js';
import { sessionApi } from '../api/session.js';
import { i18n } from '../i18n/index.js';

/** Places that have screens; a place the server names but this application does not know is not offered. */
const BUILT_PLACES: readonly PlaceId[] = ['workbench', 'cases', 'enterprises', 'configuration', 'administration'];

/** Who is logged in, in which post, and what happens when the session runs out while somebody is typing. */
export const useSessionStore = defineStore('session', () => {
  const info = ref<SessionInfo>();
  const loaded = ref(false);
  /** True while the login layer lies over a screen whose session has expired. */
  const expired = ref(false);
  /** Milliseconds the server's clock is ahead of this machine's. */
  const clockOffset = ref(0);
  let waiting: Promise<boolean> | undefined;
  let renewed: ((again: boolean) => void) | undefined;

  const places = computed<PlaceId[]>(() => info.value?.places.filter((place) => BUILT_PLACES.includes(place)) ?? []);
  const may = (permission: string): boolean => info.value?.permissions.includes(permission) ?? false;
  const now = (): Date => new Date(Date.now() + clockOffset.value);

  function accept(session: SessionInfo): void {
    info.value = session;
    loaded.value = true;
    const server = Date.parse(session.now);
    if (!Number.isNaN(server)) clockOffset.value = server - Date.now();
  }

  async function load(): Promise<void> {
    try {
      accept(await sessionApi.current());
    } catch (error) {
      if (asApiError(error).status !== 401) throw error;
      info.value = undefined;
      loaded.value = true;
    }
  }

  async function login(request: LoginRequest): Promise<void> {
    accept(await sessionApi.login(request));
  }

  async function tryOut(login: string): Promise<void> {
    accept(await sessionApi.tryOut(login));
  }

  async function recover(login: string, code: string, next: string): Promise<void> {
    accept(await sessionApi.recover(login, code, next));
  }

  async function logout(): Promise<void> {
    try {
      await sessionApi.logout();
    } finally {
      info.value = undefined;
    }
  }

  async function actAs(post: string): Promise<void> {
    accept(await sessionApi.actAs(post));
  }

  /** Lays the login over the screen; every call that met the expiry waits for the same answer. */
  function reauthenticate(): Promise<boolean> {
    if (!info.value) return Promise.resolve(false);
    expired.value = true;
    waiting ??= new Promise<boolean>((resolve) => {
      renewed = resolve;
    });
    return waiting;
  }

  function settle(again: boolean): void {
    expired.value = false;
    waiting = undefined;
    renewed?.(again);
    renewed = undefined;
  }

  async function loginAgain(request: LoginRequest): Promise<void> {
    const before = info.value;
    const session = await sessionApi.login(request);
    if (before && session.person.id !== before.person.id) {
      // Somebody else: nothing of the former person's screen may be shown or sent.
      settle(false);
      window.location.assign('/');
      return;
    }
    accept(session);
    if (
      before &&
      before.acting.id !== session.acting.id &&
      session.posts.some((post) => post.id === before.acting.id)
    ) {
      await actAs(before.acting.id);
    }
    settle(true);
  }

  function leave(): void {
    settle(false);
    info.value = undefined;
  }

  configureHttp({
    csrf: () => info.value?.csrf,
    language: () => i18n.global.locale.value,
    reauthenticate,
    refresh: load,
  });

  return { info, loaded, expired, places, may, now, load, login, tryOut, recover, logout, actAs, loginAgain, leave };
});
