import type { Process } from './blocks.js';
import { allBlocks } from './blocks.js';
import type { Expectation } from './expectation.js';
import { catchersAround } from './catchers.js';
import type { Armed, Scope, Token } from './expected-state.js';
import type { Rng } from './rng.js';

/** One thing somebody does to a running instance. */
export type Step =
  | { readonly do: 'complete'; readonly token: Token }
  | { readonly do: 'job'; readonly token: Token }
  | { readonly do: 'error'; readonly token: Token; readonly code: string }
  | { readonly do: 'failure'; readonly token: Token }
  | { readonly do: 'event'; readonly armed: Armed }
  | { readonly do: 'variable'; readonly scope: Scope; readonly name: string; readonly value: number | boolean }
  | { readonly do: 'delete' };

/** After so many steps a path only goes forward, so that it comes to an end. */
const FREE_STEPS = 15;

/** Picks what to do next among everything that may happen now. */
export function nextStep(
  expectation: Expectation,
  rng: Rng,
  taken: number,
  variables: ReadonlyMap<string, readonly (number | boolean)[]>,
): Step | undefined {
  const scopes = expectation.scopes();
  const hurry = taken >= FREE_STEPS;
  const steps: (readonly [number, Step])[] = [];
  for (const scope of scopes) {
    for (const token of scope.tokens) steps.push(...ofToken(token, hurry));
    for (const armed of scope.armed) {
      // What does not interrupt can be repeated for ever.
      const isOwn = armed.occurrence.id === scope.label || isGateway(scope);
      if (!hurry || isOwn) steps.push([isOwn ? 4 : 1, { do: 'event', armed }]);
    }
  }
  const changes = [...variables.keys()];
  if (hurry) {
    const open = scopes.flatMap((scope) =>
      changes
        .filter(
          (name) => name.startsWith('l_') && scope.host === undefined && scope.instance.variables.get(name) === true,
        )
        .map((name): Step => ({ do: 'variable', scope, name, value: false })),
    );
    if (open[0]) return open[0];
  } else if (changes.length > 0 && scopes.length > 0) {
    const name = rng.pick(changes);
    const scope = rng.pick(scopes.filter(({ host }) => host === undefined));
    steps.push([1.5, { do: 'variable', scope, name, value: rng.pick(variables.get(name) ?? []) }]);
  }
  if (!hurry) steps.push([0.05, { do: 'delete' }]);
  return steps.length === 0 ? undefined : rng.weighted(steps);
}

const isGateway = (scope: Scope): boolean => scope.label.startsWith('events');

function ofToken(token: Token, hurry: boolean): (readonly [number, Step])[] {
  if (token.waitsFor === undefined) return [];
  if (token.waitsFor === 'job') return [[4, { do: 'job', token }]];
  const steps: (readonly [number, Step])[] = [[5, { do: 'complete', token }]];
  if (token.waitsFor === 'external' && !hurry) {
    steps.push([0.5, { do: 'failure', token }]);
    for (const code of codesAround(token)) steps.push([1, { do: 'error', token, code }]);
  }
  return steps;
}

/** Codes that are caught where a token is. */
const codesAround = (token: Token): string[] =>
  [...catchersAround(token, 'error')].map(({ code }) => code ?? 'anything');

/** Conditions are false until a step makes one true for a moment. */
export function conditionsOf(process: Process): string[] {
  const names: string[] = [];
  for (const block of allBlocks(process)) {
    if (block.kind === 'eventGateway') names.push(...block.catches.map(({ name }) => name ?? ''));
    if (block.kind !== 'activity') continue;
    names.push(`c_${block.id}`, ...block.boundaries.map(({ name }) => name ?? ''));
    if (block.what.is === 'subProcess') names.push(...block.what.handlers.map(({ start }) => start.name ?? ''));
    if (block.what.is === 'call') names.push(...block.what.process.handlers.map(({ start }) => start.name ?? ''));
  }
  names.push(...process.handlers.map(({ start }) => start.name ?? ''));
  return names.filter((name) => name.startsWith('c_'));
}

/** A step in words, for a failure message. */
export function inWords(step: Step): string {
  switch (step.do) {
    case 'complete':
    case 'job':
    case 'failure':
      return `${step.do} ${step.token.at}`;
    case 'error':
      return `error ${step.code} at ${step.token.at}`;
    case 'event':
      return `${step.armed.occurrence.event} ${step.armed.occurrence.id}`;
    case 'variable':
      return `${step.name} = ${step.value} in ${step.scope.label}`;
    case 'delete':
      return 'delete the instance';
  }
}
