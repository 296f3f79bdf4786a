import { ref } from 'vue';
import { defineStore } from 'pinia';
import type { Welcome } from '@anliu/contract';
import { setupApi } from '../api/session.js';

/** What the installation says to somebody who is not logged in; asked once, and again after the first run. */
export const useWelcomeStore = defineStore('welcome', () => {
  const value = ref<Welcome>();
  async function load(): Promise<Welcome | undefined> {
    value.value = await setupApi.welcome().catch(() => undefined);
    return value.value;
  }
  return { value, load };
});
