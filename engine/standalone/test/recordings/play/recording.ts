/** The n-th open thing of an activity; with a loop counter where the activity is multi-instance. */
interface At {
  readonly activity: string;
  readonly loop?: number;
  readonly nth?: number;
}

/** What a scenario does to the engine. An instance is named by its definition's key, so there must be only one of it. */
export type Action =
  | ({ readonly do: 'completeTask' } & At)
  | ({ readonly do: 'throwErrorFromTask'; readonly code: string } & At)
  | ({ readonly do: 'throwEscalationFromTask'; readonly code: string } & At)
  | ({ readonly do: 'completeExternalTask' } & At)
  | ({ readonly do: 'failExternalTask'; readonly retries: number } & At)
  | ({ readonly do: 'throwErrorFromExternalTask'; readonly code: string } & At)
  | ({ readonly do: 'executeJob' } & At)
  | { readonly do: 'correlateMessage'; readonly name: string }
  | { readonly do: 'broadcastSignal'; readonly name: string }
  | {
      readonly do: 'setVariable';
      readonly process: string;
      readonly name: string;
      readonly value: number | boolean | string;
    }
  | { readonly do: 'modify'; readonly process: string; readonly instructions: readonly object[] }
  | { readonly do: 'suspend' | 'activate' | 'delete'; readonly process: string };

export interface Scenario {
  /** File in `models/`. */
  readonly model: string;
  readonly process: string;
  readonly variables: Readonly<
    Record<string, { readonly type: string; readonly value: unknown; readonly valueInfo?: object }>
  >;
  readonly actions: readonly Action[];
}

/** How the engine answered: `refused` is a status from 400, `failed` one from 500. */
export type Answer = 'ok' | 'refused' | 'failed';

/** State as sorted lines of text without ids, times and messages; after the start and after each action. */
export interface Step {
  readonly answer: Answer;
  readonly state: readonly string[];
}

export interface Recording extends Scenario {
  readonly steps: readonly Step[];
  /** At the end: every activity instance and process instance with how it ended, sorted. */
  readonly history: readonly string[];
}
