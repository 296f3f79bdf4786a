import { BODY_SUFFIX } from '@anliu/engine-kernel';
import type { EventSubscription, Execution, Job, Store } from '@anliu/engine-kernel';
import type { Remembered, Scope, Token } from './expected-state.js';

/**
 * What an instance is doing, as a text in which the order of concurrent things does not show. Equal texts mean equal
 * futures; so a place found in one picture is found again in the other by descending along equal texts.
 */
export interface Picture<T> {
  readonly text: string;
  readonly ref: T;
  readonly children: readonly Picture<T>[];
}

function textOf(
  label: string,
  children: readonly { text: string }[],
  armed: readonly string[],
  kept: readonly string[],
  progress: number | undefined,
): string {
  const part = (open: string, items: readonly string[], close: string): string =>
    items.length === 0 ? '' : open + [...items].sort().join(' ') + close;
  const inside = children.map(({ text }) => text);
  const counted = progress === undefined ? '' : `#${progress}`;
  return label + counted + part('{', inside, '}') + part('[', armed, ']') + part('<', kept, '>');
}

/** Variables a model decides by; called instances may differ in nothing else. */
const DECIDES = /^(x|o\d+|l|c)_/;

function decided(variables: ReadonlyMap<string, number | boolean>): string {
  const values = [...variables]
    .filter(([name]) => DECIDES.test(name))
    .map(([name, value]) => `${name}=${Number(value)}`);
  return values.length === 0 ? '' : `(${values.sort().join(' ')})`;
}

const variablesAt = (store: Store, scope: Execution): Map<string, number> =>
  new Map(store.owned('variable', scope.id).map(({ name, numberValue }) => [name, numberValue ?? 0]));

export interface ExpectedPlace {
  readonly token: Token | undefined;
  readonly scope: Scope | undefined;
}

export function expectedPicture(scope: Scope, token?: Token): Picture<ExpectedPlace> {
  const children = scope.tokens.map(tokenPicture);
  if (token?.called) children.push(expectedPicture(token.called.root));
  const armed = scope.armed.map(({ occurrence }) => occurrence.id);
  const remembered = (one: Remembered): string =>
    one.run ? one.label : textOf(one.label, [], [], one.inside.map(remembered), undefined);
  const label = scope.host ? scope.label : scope.label + decided(scope.instance.variables);
  const text = textOf(label, children, armed, scope.remembered.map(remembered), scope.completed);
  return { text, ref: { token, scope }, children };
}

function tokenPicture(token: Token): Picture<ExpectedPlace> {
  if (token.state === 'in' && token.inner) return expectedPicture(token.inner, token);
  const suffix = token.state === 'in' ? '' : `@${token.state}`;
  return { text: token.at + suffix, ref: { token, scope: undefined }, children: [] };
}

export interface ActualPlace {
  readonly token: Execution | undefined;
  readonly scope: Execution | undefined;
}

const STATES: Readonly<Record<string, string>> = {
  asyncBefore: '@before',
  asyncAfter: '@after',
  joining: '@join',
  finished: '@finished',
};

const isTimer = (job: Job): boolean => job.type === 'timer';

export function actualPicture(store: Store, instanceId: string): Picture<ActualPlace> {
  const instance = store.get('execution', instanceId);
  if (!instance) throw new Error(`instance ${instanceId} is not in memory`);
  return scopePicture(store, instance, undefined);
}

function scopePicture(store: Store, scope: Execution, token: Execution | undefined): Picture<ActualPlace> {
  const children = store
    .owned('execution', scope.id)
    .filter(({ kind }) => kind === 'token')
    .map((one) => placePicture(store, one));
  children.push(...calledBy(store, scope));
  const subscriptions = store.owned('eventSubscription', scope.id);
  const armed = [
    ...subscriptions.filter(({ eventType }) => eventType !== 'compensate'),
    ...store.owned('job', scope.id).filter(isTimer),
  ].map(({ activityId }) => activityId ?? '');
  const kept = (one: EventSubscription): string => {
    if (one.configuration === null) return one.activityId;
    const inside = store.owned('eventSubscription', one.configuration).map(kept);
    return textOf(one.activityId, [], [], inside, undefined);
  };
  const label =
    scope.kind === 'instance'
      ? scope.processDefinitionKey + decided(variablesAt(store, scope))
      : (scope.activityId ?? '');
  const compensating = scope.data !== null && (scope.data as { compensating?: boolean }).compensating === true;
  const counter =
    label.endsWith(BODY_SUFFIX) && !compensating
      ? store.owned('variable', scope.id).find(({ name }) => name === 'nrOfCompletedInstances')
      : undefined;
  const remembered = subscriptions.filter(({ eventType }) => eventType === 'compensate').map(kept);
  const text = textOf(label, children, armed, remembered, counter?.numberValue ?? undefined);
  return { text, ref: { token, scope }, children };
}

function placePicture(store: Store, token: Execution): Picture<ActualPlace> {
  const hosted = store.owned('execution', token.id).find(({ kind }) => kind === 'scope');
  if (hosted) return scopePicture(store, hosted, token);
  const suffix = STATES[token.state];
  const label = token.activityId ?? '';
  if (suffix !== undefined) return { text: label + suffix, ref: { token, scope: undefined }, children: [] };
  const children = calledBy(store, token);
  return { text: textOf(label, children, [], [], undefined), ref: { token, scope: undefined }, children };
}

function calledBy(store: Store, execution: Execution): Picture<ActualPlace>[] {
  const called = (execution.data as { called?: string } | null)?.called;
  return called === undefined ? [] : [actualPicture(store, called)];
}

/** The place in `actual` that is where `target` is in `expected`. Both pictures have the same text. */
export function findPlace(
  expected: Picture<ExpectedPlace>,
  actual: Picture<ActualPlace>,
  target: (place: ExpectedPlace) => boolean,
): ActualPlace | undefined {
  if (target(expected.ref)) return actual.ref;
  for (const child of expected.children) {
    const twin = actual.children.find(({ text }) => text === child.text);
    const found = twin && findPlace(child, twin, target);
    if (found) return found;
  }
  return undefined;
}
