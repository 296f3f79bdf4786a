import type { Occurrence } from './blocks.js';

/*
 * What a process instance is expected to be doing. Not the engine's rows: a token here is a place in the block tree and
 * knows by itself what follows.
 */

export interface Token {
  scope: Scope;
  /** Element it is at. */
  at: string;
  state: 'moving' | 'in' | 'before' | 'after' | 'join' | 'finished';
  alive: boolean;
  /** The activity it is in. */
  inner: Scope | undefined;
  called: Instance | undefined;
  /** An activity instance that is open and would be canceled. */
  open: string | undefined;
  /** Continues after a job, or completes the work it waits for. */
  resume: (() => void) | undefined;
  /** What completes it from outside. */
  waitsFor: 'job' | 'user' | 'external' | undefined;
}

/** Something a scope listens to. `fire` does what happens at once and returns what happens next. */
export interface Armed {
  /** What began to listen first is told first. */
  readonly since: number;
  readonly occurrence: Occurrence;
  readonly scope: Scope;
  readonly fire: () => () => void;
}

export interface Remembered {
  readonly order: number;
  /** The handler's id, or the label of a completed scope. */
  readonly label: string;
  /** Runs the handler with a token; undefined for a completed scope. */
  readonly run: ((token: Token) => void) | undefined;
  readonly inside: readonly Remembered[];
}

export interface Scope {
  readonly label: string;
  readonly instance: Instance;
  /** The token that is in this scope; undefined for an instance. */
  readonly host: Token | undefined;
  alive: boolean;
  tokens: Token[];
  armed: Armed[];
  remembered: Remembered[];
  /** Who catches errors and escalations thrown inside. */
  catchers: Catcher[];
  readonly eventSubProcess: string | undefined;
  /** Completed instances of a multi-instance body. */
  completed: number | undefined;
  emptied: () => void;
}

export interface Catcher {
  readonly event: 'error' | 'escalation';
  readonly code: string | undefined;
  /** The event sub-process that catches; undefined for a boundary event. */
  readonly eventSubProcess: string | undefined;
  readonly fire: () => () => void;
}

export interface Instance {
  readonly key: string;
  readonly variables: Map<string, number | boolean>;
  readonly root: Scope;
  readonly caller: Token | undefined;
}

export function createToken(scope: Scope, at: string): Token {
  const token: Token = {
    scope,
    at,
    state: 'moving',
    alive: true,
    inner: undefined,
    called: undefined,
    open: undefined,
    resume: undefined,
    waitsFor: undefined,
  };
  scope.tokens.push(token);
  return token;
}

export const createScope = (
  label: string,
  instance: Instance | undefined,
  host: Token | undefined,
  emptied: () => void,
  eventSubProcess?: string,
): Scope => {
  const scope = {
    label,
    host,
    alive: true,
    tokens: [],
    armed: [],
    remembered: [],
    catchers: [],
    eventSubProcess,
    completed: undefined,
    emptied,
  } as unknown as { -readonly [K in keyof Scope]: Scope[K] };
  if (instance) scope.instance = instance;
  return scope;
};

export function dropToken(token: Token): void {
  token.alive = false;
  token.scope.tokens = token.scope.tokens.filter((one) => one !== token);
}

/** All scopes of an instance and of what it called. */
export function* scopesOf(scope: Scope): Generator<Scope> {
  yield scope;
  for (const token of scope.tokens) {
    if (token.inner) yield* scopesOf(token.inner);
    if (token.called) yield* scopesOf(token.called.root);
  }
}

let armings = 0;

export function arm(scope: Scope, occurrence: Occurrence, fire: () => () => void): void {
  scope.armed.push({ since: ++armings, occurrence, scope, fire });
}

/** Errors and escalations are looked for when they are thrown; a scope waits for everything else. */
export function listenTo(
  scope: Scope,
  occurrence: Occurrence,
  eventSubProcess: string | undefined,
  fire: () => () => void,
): void {
  const { event } = occurrence;
  if (event === 'error' || event === 'escalation') {
    scope.catchers.push({ event, code: occurrence.name, eventSubProcess, fire });
  } else {
    arm(scope, occurrence, fire);
  }
}

/** What waits in a scope for a condition that holds. */
export const conditionsThatHold = ({ armed, instance }: Scope): Armed[] =>
  armed.filter(
    ({ occurrence: { event, name } }) => event === 'conditional' && instance.variables.get(name ?? '') === true,
  );
