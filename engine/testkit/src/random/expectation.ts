import type { Activity, Block, Boundary, EventGateway, EventSubProcess, Occurrence, Process, Throw } from './blocks.js';
import { occurrenceOf } from './blocks.js';
import { findCatcher } from './catchers.js';
import { compensate } from './compensating.js';
import { arm, conditionsThatHold, createScope, createToken, listenTo, scopesOf } from './expected-state.js';
import type { Instance, Scope, Token } from './expected-state.js';
import { Deferred } from './deferred.js';
import { joinOf } from './join.js';
import { Ledger, park } from './ledger.js';
import type { Tally } from './ledger.js';
import { idOf, isMerged } from './xml.js';

type Next = (token: Token) => void;
const BODY = '#multiInstanceBody';

/**
 * Follows a path through the block tree and says what the engine must have done: the state it is in, which activities
 * ended how often and how, and in what state instances ended. Semantics are Camunda 7's.
 */
export class Expectation {
  readonly root: Instance;
  /** Whether a completed scope was kept for compensation. */
  keepsScopes = false;
  readonly #ledger = new Ledger();
  readonly #deferred = new Deferred();
  readonly tally: ReadonlyMap<string, Tally> = this.#ledger.tally;
  readonly ended: ReadonlyMap<string, number> = this.#ledger.ended;
  /** Handlers of compensation, in the order they began. */
  readonly undone: readonly string[] = this.#ledger.undone;
  #order = 0;

  constructor(process: Process, variables: ReadonlyMap<string, number | boolean>) {
    this.root = this.#instance(process, new Map(variables), undefined, () => undefined);
    this.#deferred.settle();
  }

  get isOver(): boolean {
    return !this.root.root.alive;
  }

  scopes(): Scope[] {
    return this.isOver ? [] : [...scopesOf(this.root.root)];
  }

  /** Fires everything that waits for one occurrence; each comes to rest before the next, which it may have ended. */
  occur(matches: (occurrence: Occurrence, scope: Scope) => boolean): void {
    const waiting = this.scopes()
      .flatMap(({ armed }) => armed.filter((one) => matches(one.occurrence, one.scope)))
      .sort((a, b) => a.since - b.since);
    for (const one of waiting) {
      if (!one.scope.alive || !one.scope.armed.includes(one)) continue;
      this.#deferred.push(one.fire());
      this.#deferred.settle();
    }
  }

  /** A token's job runs, or its work is completed. */
  resume(token: Token): void {
    token.resume?.();
    this.#deferred.settle();
  }

  /** A worker reports a business error for the task a token is in. */
  fail(token: Token, code: string): void {
    const catcher = findCatcher(token, 'error', code);
    if (catcher) this.#deferred.push(catcher.fire());
    this.#deferred.settle();
  }

  /** A condition that holds already when somebody begins to wait for it. */
  #look(scope: Scope): void {
    for (const one of conditionsThatHold(scope)) if (scope.alive) this.#deferred.push(one.fire());
  }

  delete(): void {
    this.#ledger.endInstance(this.root, 'EXTERNALLY_TERMINATED');
  }

  #instance(
    process: Process,
    variables: Map<string, number | boolean>,
    caller: Token | undefined,
    then: () => void,
  ): Instance {
    const root = createScope(process.key, undefined, undefined, () => {
      this.#ledger.instanceEnded(process.key, 'COMPLETED');
      root.alive = false;
      then();
    });
    const instance: Instance = { key: process.key, variables, root, caller };
    (root as { instance: Instance }).instance = instance;
    if (caller) caller.called = instance;
    const token = createToken(root, idOf.start(process.key));
    this.#listen(root, process.handlers);
    this.#inside(process.key, process.body, token, idOf.start(process.key));
    return instance;
  }

  /** From the start event of a scope to its end event. */
  #inside(scopeId: string, body: Block, token: Token, start: string): void {
    this.#ledger.done(start);
    this.#run(body, token, (last) => {
      this.#ledger.done(idOf.end(scopeId));
      this.#ledger.endToken(last);
    });
  }

  #run(block: Block, token: Token, next: Next): void {
    if (!token.alive) return;
    switch (block.kind) {
      case 'sequence': {
        const from = (index: number, at: Token): void => {
          const following = block.blocks[index];
          if (following) this.#run(following, at, (last) => from(index + 1, last));
          else if (at.alive) next(at);
        };
        from(0, token);
        return;
      }
      case 'exclusive': {
        this.#ledger.done(block.id);
        const chosen = Number(token.scope.instance.variables.get(block.variable));
        this.#branch(block.id, block.branches, chosen, token, (last) => {
          this.#ledger.done(idOf.merge(block.id));
          next(last);
        });
        return;
      }
      case 'parallel':
        this.#fork(block.id, block.branches, [...block.branches.keys()], token, next, false);
        return;
      case 'inclusive': {
        const { variables } = token.scope.instance;
        const last = block.branches.length - 1;
        const open = [...block.branches.keys()].filter(
          (index) => index < last && variables.get(block.variables[index] ?? '') === true,
        );
        this.#fork(block.id, block.branches, open.length > 0 ? open : [last], token, next, true);
        return;
      }
      case 'loop': {
        this.#ledger.done(idOf.merge(block.id));
        this.#run(block.body, token, (last) => {
          this.#ledger.done(idOf.again(block.id));
          if (last.scope.instance.variables.get(block.variable) === true) {
            this.#run(block, last, next);
            return;
          }
          this.#ledger.done(idOf.end(block.id));
          next(last);
        });
        return;
      }
      case 'eventGateway':
        this.#eventGateway(block, token, next);
        return;
      case 'throw':
        this.#throw(block, token, next);
        return;
      case 'activity':
        this.#activity(block, token, next);
    }
  }

  #branch(id: string, branches: readonly Block[], index: number, token: Token, next: Next, hasDefault = true): void {
    if (hasDefault && index === branches.length - 1) this.#ledger.done(`other_${id}`);
    this.#run(branches[index] as Block, token, next);
  }

  #fork(
    id: string,
    branches: readonly Block[],
    open: readonly number[],
    token: Token,
    next: Next,
    hasDefault: boolean,
  ): void {
    this.#ledger.done(id);
    const tokens = open.map((_, position) => (position === 0 ? token : createToken(token.scope, id)));
    const arrive = joinOf(this.#ledger, idOf.merge(id), open.length, next);
    open.forEach((index, position) => {
      const one = tokens[position] as Token;
      this.#deferred.within(() => {
        if (one.alive) this.#branch(id, branches, index, one, arrive, hasDefault);
      });
    });
  }

  #eventGateway(block: EventGateway, token: Token, next: Next): void {
    Object.assign(token, { at: block.id, state: 'in', open: block.id });
    const scope = createScope(block.id, token.scope.instance, token, () => undefined);
    token.inner = scope;
    block.catches.forEach((occurrence, index) => {
      const fire = (): (() => void) => {
        this.#ledger.done(block.id, 'canceled');
        scope.alive = false;
        Object.assign(token, { inner: undefined, open: undefined, state: 'moving' });
        return () => {
          if (!token.alive) return;
          this.#ledger.done(occurrence.id);
          this.#run(block.branches[index] as Block, token, (last) => {
            this.#ledger.done(idOf.merge(block.id));
            next(last);
          });
        };
      };
      arm(scope, occurrence, fire);
    });
    this.#look(scope);
  }

  #throw(block: Throw, token: Token, next: Next): void {
    const leave = (): void => {
      token.open = undefined;
      this.#ledger.done(block.id);
    };
    Object.assign(token, { at: block.id, open: block.id });
    switch (block.what) {
      case 'terminate':
        leave();
        for (const other of [...token.scope.tokens]) if (other !== token) this.#ledger.cancel(other);
        token.scope.armed = [];
        this.#ledger.endToken(token);
        return;
      case 'error':
      case 'escalation': {
        const catcher = findCatcher(token, block.what, block.name ?? '');
        if (catcher) this.#deferred.push(catcher.fire());
        if (!token.alive) return;
        leave();
        if (block.what === 'error') this.#ledger.endToken(token);
        else next(token);
        return;
      }
      case 'compensation':
        compensate(this.#ledger, block.id, token, () => {
          leave();
          next(token);
        });
        return;
      case 'signal':
        leave();
        next(token);
    }
  }

  #activity(activity: Activity, token: Token, next: Next): void {
    const { id, multi, asyncBefore, asyncAfter } = activity;
    const label = multi ? id + BODY : id;
    const exit = (last: Token): void => {
      if (isMerged(activity)) this.#ledger.done(idOf.merge(id));
      next(last);
    };
    const leave = (last: Token): void => {
      if (asyncAfter) park(last, 'after', label, 'job', () => exit(last));
      else exit(last);
    };
    const enter = (): void => {
      if (multi) this.#repeat(activity, token, leave, exit);
      else this.#enter(activity, token, activity.boundaries, leave, exit);
    };
    if (asyncBefore) park(token, 'before', label, 'job', enter);
    else enter();
  }

  /** Opens the activity instance with everything that can happen to it. */
  #open(label: string, token: Token, boundaries: readonly Boundary[], exit: Next, emptied: () => void): Scope {
    Object.assign(token, { at: label, state: 'in', open: label });
    const scope = createScope(label, token.scope.instance, token, emptied);
    token.inner = scope;
    for (const boundary of boundaries) {
      const fire = (): (() => void) => {
        const outer = token.scope;
        const started = createToken(outer, boundary.id);
        if (boundary.interrupting) this.#ledger.cancel(token);
        if (boundary.event === 'timer') scope.armed = scope.armed.filter(({ occurrence }) => occurrence !== boundary);
        return () => {
          if (!started.alive) return;
          this.#ledger.done(boundary.id);
          this.#run(boundary.handler, started, (last) => {
            if (boundary.interrupting) {
              exit(last);
              return;
            }
            this.#ledger.done(idOf.handled(boundary.id));
            this.#ledger.endToken(last);
          });
        };
      };
      listenTo(scope, boundary, undefined, fire);
    }
    return scope;
  }

  #close(scope: Scope, token: Token, remembers: boolean): void {
    this.#ledger.done(scope.label);
    if (remembers && scope.remembered.length > 0) {
      const inside = scope.remembered;
      token.scope.remembered.push({ order: ++this.#order, label: scope.label, run: undefined, inside });
      this.keepsScopes = true;
    }
    scope.alive = false;
    Object.assign(token, { inner: undefined, called: undefined, open: undefined, state: 'moving', resume: undefined });
  }

  /** One instance of an activity. */
  #enter(activity: Activity, token: Token, boundaries: readonly Boundary[], leave: Next, exit: Next): void {
    const { what, compensation } = activity;
    const complete = (): void => {
      if (compensation) {
        // A handler starts at once, whatever it says about asynchronous continuation.
        const handler = { ...compensation, asyncBefore: false };
        const run = (undoing: Token): void => {
          this.#ledger.undone.push(handler.id);
          this.#activity(handler, undoing, (last) => this.#ledger.endToken(last));
        };
        token.scope.remembered.push({ order: ++this.#order, label: compensation.id, run, inside: [] });
      }
      this.#close(scope, token, what.is === 'subProcess');
      leave(token);
    };
    const scope = this.#open(activity.id, token, boundaries, exit, complete);
    const own = occurrenceOf(activity);
    if (own) arm(scope, own, () => () => scope.alive && complete());
    if (what.is === 'subProcess') this.#listen(scope, what.handlers);
    this.#look(scope);
    if (!scope.alive) return;
    switch (what.is) {
      case 'subProcess':
        this.#inside(activity.id, what.body, createToken(scope, idOf.start(activity.id)), idOf.start(activity.id));
        return;
      case 'call':
        this.#instance(what.process, new Map(token.scope.instance.variables), token, complete);
        return;
      case 'task':
        if (what.work === 'manual' || what.work === 'script') complete();
        else if (what.work === 'user' || what.work === 'external') park(token, 'in', activity.id, what.work, complete);
    }
  }

  /** The event sub-processes of a scope. */
  #listen(scope: Scope, handlers: readonly EventSubProcess[]): void {
    for (const handler of handlers) {
      const { id, start, interrupting, body } = handler;
      const fire = (): (() => void) => {
        const token = createToken(scope, id);
        if (start.event === 'timer') scope.armed = scope.armed.filter(({ occurrence }) => occurrence !== start);
        if (interrupting) this.#ledger.interrupt(scope, token);
        return () => {
          if (!token.alive) return;
          Object.assign(token, { at: id, state: 'in', open: id });
          const inner = createScope(
            id,
            scope.instance,
            token,
            () => {
              this.#close(inner, token, false);
              this.#ledger.endToken(token);
            },
            id,
          );
          token.inner = inner;
          this.#inside(id, body, createToken(inner, start.id), start.id);
        };
      };
      listenTo(scope, start, id, fire);
    }
  }

  /** A multi-instance body with its instances. */
  #repeat(activity: Activity, token: Token, leave: Next, exit: Next): void {
    const { sequential, count, enough } = activity.multi ?? { sequential: true, count: 0, enough: undefined };
    const closeBody = (): void => {
      this.#ledger.clear(body);
      this.#close(body, token, true);
      leave(token);
    };
    const body = this.#open(activity.id + BODY, token, activity.boundaries, exit, () => undefined);
    this.#look(body);
    if (!body.alive) return;
    if (count === 0) {
      closeBody();
      return;
    }
    body.completed = 0;
    const ended = (one: Token): void => {
      body.completed = (body.completed ?? 0) + 1;
      Object.assign(one, { state: 'finished', at: activity.id });
      const isEnough = enough !== undefined && body.completed >= enough;
      if (isEnough || body.completed === count) closeBody();
      else if (sequential) start(one);
    };
    const start = (one: Token): void => this.#enter(activity, one, [], ended, ended);
    const tokens = Array.from({ length: sequential ? 1 : count }, () => createToken(body, activity.id));
    for (const one of tokens) this.#deferred.within(() => one.alive && start(one));
  }
}
