/** When history may go, and when it is cleaned up. */
export interface HistorySettings {
  /** From when the time to live counts: the end of the root instance, its start, or never. Camunda's default is `end`. */
  readonly removalTimeStrategy: 'start' | 'end' | 'none';
  /** Deployments must say how long history lives. Default false. */
  readonly enforceTimeToLive: boolean;
}

export const historySettings = (given: Partial<HistorySettings> = {}): HistorySettings => ({
  removalTimeStrategy: 'end',
  enforceTimeToLive: false,
  ...given,
});
