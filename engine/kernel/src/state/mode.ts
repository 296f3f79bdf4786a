/** What a client may ask a command to leave out. */
export interface CommandOptions {
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
  /** Called instances stay when their call activity is cancelled; they belong to nobody from then on. */
  readonly skipSubprocesses?: boolean;
}

/** What a command is about, as far as elements behave differently because of it. */
export class Mode {
  options: CommandOptions = {};
  /** The instance that is being started: up to the end of its start event. */
  starting: string | null = null;
  /** The instance a modification works on: it keeps what it listens to, and ends only when the modification is done. */
  modifying: { readonly id: string; ended: boolean; interrupted: boolean } | undefined;
  /** How instances end that go with the call activity they were called from. */
  calledEndState: 'INTERNALLY_TERMINATED' | 'EXTERNALLY_TERMINATED' = 'INTERNALLY_TERMINATED';
}
