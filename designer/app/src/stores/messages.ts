import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Milliseconds a sentence stays on screen. */
const MESSAGE_TIME = 6_000;

/** One sentence about what just happened, shown at the foot of the screen and read out. Never used for errors. */
export const useMessagesStore = defineStore('messages', () => {
  const text = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(sentence: string): void {
    text.value = sentence;
    clearTimeout(timer);
    timer = setTimeout(() => (text.value = ''), MESSAGE_TIME);
  }

  const dismiss = (): void => {
    clearTimeout(timer);
    text.value = '';
  };

  return { text, say, dismiss };
});
