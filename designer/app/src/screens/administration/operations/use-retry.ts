import { useI18n } from 'vue-i18n';
import type { IncidentView } from '@anliu/contract';
import { operationsApi } from '../../../api/operations.js';
import { useCommand, type Command } from '../../../composables/use-command.js';
import { useMessagesStore } from '../../../stores/messages.js';

/** Retries incidents of a screen, says how many, and looks again. */
export function useRetry(again: () => Promise<void>): Pick<Command, 'busy' | 'error'> & {
  retry(one: IncidentView, alike: boolean): Promise<boolean>;
} {
  const { t } = useI18n();
  const messages = useMessagesStore();
  const { busy, error, run } = useCommand();
  return {
    busy,
    error,
    retry: (one, alike) =>
      run(`${alike ? 'all ' : ''}${one.id}`, async () => {
        const { count, left } = await operationsApi.retry(one.id, alike);
        messages.say(
          left > 0
            ? t('operations.incidents.saidLeft', { n: count, left })
            : t('operations.incidents.saidRetried', { n: count }),
        );
        await again();
      }),
  };
}
