import type {
  Activity,
  ActivityBody,
  Block,
  Boundary,
  EventGateway,
  EventSubProcess,
  Occurrence,
  Process,
  Throw,
  Work,
} from './blocks.js';
import { allBlocks, nameOf } from './blocks.js';
import { createRng } from './rng.js';
import type { Rng } from './rng.js';

/** What a block may be, at the place it is made for. */
interface Place {
  /** Levels of nesting left. */
  readonly depth: number;
  /** Codes somebody around this place catches. */
  readonly errors: readonly string[];
  readonly escalations: readonly string[];
  /** Handlers that may run several times in one scope: a join would mix their tokens. */
  readonly plain: boolean;
  /**
   * Between a place and the scope around it: nothing, a loop, or a loop and in it a fork. An inclusive join there waits
   * for tokens of the other branches, which could come back through the loop, and with them for ever (as in Camunda 7).
   */
  readonly around: 'nothing' | 'loop' | 'forkInLoop';
  /** Not on the way to an inclusive join: it does not wait for a token that will end before. */
  readonly mayEnd: boolean;
}

const WAITING: readonly (readonly [number, Work])[] = [
  [8, 'user'],
  [5, 'external'],
  [3, 'receive'],
  [2, 'messageCatch'],
  [2, 'timerCatch'],
  [2, 'signalCatch'],
  [1, 'conditionalCatch'],
];
const WORK: readonly (readonly [number, Work])[] = [...WAITING, [3, 'manual'], [2, 'script']];
const ACTIVITIES = WORK.filter(([, work]) => !work.endsWith('Catch'));
const PLAIN_EVENTS = ['message', 'timer', 'signal', 'conditional'] as const;

/** Makes a process from a seed. Equal seeds give equal processes. */
export function generateProcess(seed: number): Process {
  return new Generator(createRng(seed), `s${seed}`).process({
    depth: 3,
    errors: [],
    escalations: [],
    plain: false,
    around: 'nothing',
    mayEnd: true,
  });
}

class Generator {
  readonly #rng: Rng;
  readonly #prefix: string;
  #ids = 0;
  /** Activities left to make: bounds the size of a process. */
  #budget: number;

  constructor(rng: Rng, prefix: string) {
    this.#rng = rng;
    this.#prefix = prefix;
    this.#budget = rng.int(2, 14);
  }

  #id(kind: string): string {
    return `${kind}${++this.#ids}_${this.#prefix}`;
  }

  process(place: Place): Process {
    const key = this.#id('p');
    const { handlers, inside } = this.#handlers(place, 0.15);
    return { key, body: this.#sequence(inside), handlers };
  }

  #sequence(place: Place): Block {
    const blocks = Array.from({ length: this.#rng.int(1, 3) }, () => this.#block(place));
    return { kind: 'sequence', blocks };
  }

  #block(place: Place): Block {
    const deep = place.depth > 0 && this.#budget > 0;
    const joins = deep && !place.plain;
    const kind = this.#rng.weighted<Block['kind'] | 'subProcess' | 'call' | 'saga'>([
      [8, 'activity'],
      [joins ? 3 : 0, 'exclusive'],
      [joins ? 3 : 0, 'parallel'],
      [joins && place.around !== 'forkInLoop' ? 2 : 0, 'inclusive'],
      [joins ? 2 : 0, 'loop'],
      [joins ? 1 : 0, 'eventGateway'],
      [deep ? 4 : 0, 'subProcess'],
      [deep ? 1.2 : 0, 'call'],
      [deep ? 1.2 : 0, 'saga'],
      [1.5, 'throw'],
    ]);
    const inner = { ...place, depth: place.depth - 1 };
    switch (kind) {
      case 'exclusive':
        return this.#exclusive(inner);
      case 'parallel':
        return { kind, id: this.#id('and'), branches: this.#branches(forked(inner)) };
      case 'inclusive': {
        const id = this.#id('or');
        const branches = this.#branches({ ...forked(inner), mayEnd: false });
        return { kind, id, branches, variables: branches.map((_, index) => `o${index}_${id}`) };
      }
      case 'loop': {
        const id = this.#id('loop');
        const first = this.#task({ ...inner, depth: 0 }, 'user', false);
        return {
          kind,
          id,
          variable: `l_${id}`,
          body: { kind: 'sequence', blocks: [first, this.#sequence({ ...inner, around: 'loop' })] },
        };
      }
      case 'eventGateway':
        return this.#eventGateway(inner);
      case 'subProcess':
        return this.#activity(inner, 'subProcess');
      case 'call':
        return this.#activity(inner, 'call');
      case 'saga':
        return this.#saga(inner);
      case 'throw':
        return this.#throw(place) ?? this.#activity(inner, 'task');
      default:
        return this.#activity(inner, 'task');
    }
  }

  #branches(place: Place): Block[] {
    return Array.from({ length: this.#rng.int(2, 3) }, () => this.#sequence(place));
  }

  #exclusive(place: Place): Block {
    const id = this.#id('xor');
    const branches = this.#branches(place);
    if (place.mayEnd && this.#rng.chance(place.errors.length > 0 ? 0.6 : 0.3)) {
      const end = this.#end(place);
      const blocks = this.#rng.chance(0.5) ? [this.#block(place), end] : [end];
      branches[0] = { kind: 'sequence', blocks };
    }
    return { kind: 'exclusive', id, variable: `x_${id}`, branches };
  }

  #end(place: Place): Throw {
    if (place.errors.length > 0 && this.#rng.chance(0.8)) {
      return { kind: 'throw', id: this.#id('error'), what: 'error', name: this.#rng.pick(place.errors) };
    }
    return { kind: 'throw', id: this.#id('terminate'), what: 'terminate', name: undefined };
  }

  #throw(place: Place): Throw | undefined {
    if (place.escalations.length === 0) return undefined;
    return { kind: 'throw', id: this.#id('esc'), what: 'escalation', name: this.#rng.pick(place.escalations) };
  }

  #eventGateway(place: Place): EventGateway {
    const events = [...PLAIN_EVENTS].filter(() => this.#rng.chance(0.6));
    const chosen = events.length === 0 ? (['message'] as const) : events;
    const catches = chosen.map((event) => this.#occurrence(event, 'catch'));
    return {
      kind: 'eventGateway',
      id: this.#id('events'),
      catches,
      branches: catches.map(() => this.#sequence(place)),
    };
  }

  #occurrence(event: Occurrence['event'], kind: string): Occurrence {
    const id = this.#id(kind);
    return { id, event, name: nameOf(event, id) };
  }

  /** Activities with compensation, then a throw that compensates them. */
  #saga(place: Place): Block {
    const inner = { ...place, plain: false, around: 'nothing' as const, mayEnd: true };
    const undone = Array.from({ length: this.#rng.int(1, 2) }, () => this.#compensable(inner));
    const between = this.#rng.chance(0.5) ? [this.#block(inner)] : [];
    const thrower: Throw = { kind: 'throw', id: this.#id('undo'), what: 'compensation', name: undefined };
    const after = this.#rng.chance(0.4) ? [this.#task({ ...inner, depth: 0 }, 'user', false)] : [];
    const body: Block = { kind: 'sequence', blocks: [...undone, ...between, thrower, ...after] };
    return this.#wrapped(inner, { is: 'subProcess', body, handlers: [] }, [], 'saga');
  }

  #compensable(place: Place): Activity {
    const task = this.#task({ ...place, depth: 0 }, this.#rng.weighted(ACTIVITIES), false);
    const work = this.#rng.pick<Work>(['user', 'manual', 'script', 'external']);
    const compensation = { ...this.#task({ ...place, depth: 0 }, work, false), id: this.#id('undone') };
    const single = { ...task, compensation };
    if (place.depth <= 0 || !this.#rng.chance(0.3)) return single;
    // Compensation of a completed scope: its own handlers run when the scope around it is compensated.
    const body: Block = { kind: 'sequence', blocks: [single] };
    return this.#wrapped(place, { is: 'subProcess', body, handlers: [] }, [], 'kept');
  }

  #task(place: Place, work: Work, mayRepeat = true): Activity {
    this.#budget -= 1;
    const what: ActivityBody = { is: 'task', work };
    return this.#wrapped(place, what, [], work, mayRepeat);
  }

  #activity(place: Place, is: ActivityBody['is']): Activity {
    if (is === 'task') {
      const work = this.#rng.weighted(WORK);
      this.#budget -= 1;
      const boundaries = this.#boundaries(
        place,
        work === 'user' || work === 'external' || work === 'receive' ? work : undefined,
      );
      return this.#wrapped(place, { is, work }, boundaries, work);
    }
    // What catches is decided first: what is inside may then throw it.
    const boundaries = this.#boundaries(place, is);
    const caught: Place = {
      ...place,
      plain: false,
      around: 'nothing',
      mayEnd: true,
      errors: [...place.errors, ...codesOf(boundaries, 'error')],
      escalations: [...place.escalations, ...codesOf(boundaries, 'escalation')],
    };
    if (is === 'call') return this.#wrapped(place, { is, process: this.process(caught) }, boundaries, 'call');
    const { handlers, inside } = this.#handlers(caught, 0.35);
    return this.#wrapped(place, { is, body: this.#sequence(inside), handlers }, boundaries, 'sub');
  }

  #wrapped(
    place: Place,
    what: ActivityBody,
    boundaries: readonly Boundary[],
    kind: string,
    mayRepeat = true,
  ): Activity {
    const rng = this.#rng;
    // Catch events are no activities: they cannot repeat.
    const repeats = mayRepeat && !kind.endsWith('Catch') && rng.chance(what.is === 'task' ? 0.12 : 0.2);
    const count = rng.int(0, 3);
    return {
      kind: 'activity',
      id: this.#id(kind),
      what,
      asyncBefore: rng.chance(0.08),
      asyncAfter: rng.chance(0.08),
      boundaries,
      multi: repeats
        ? {
            sequential: rng.chance(0.5),
            count,
            enough: count > 1 && rng.chance(0.3) ? rng.int(1, count - 1) : undefined,
          }
        : undefined,
      compensation: undefined,
    };
  }

  #boundaries(place: Place, on: ActivityBody['is'] | 'user' | 'external' | 'receive' | undefined): Boundary[] {
    if (on === undefined || place.depth < 0) return [];
    const rng = this.#rng;
    const kinds: Occurrence['event'][] = [];
    if (rng.chance(0.35)) kinds.push(rng.pick(PLAIN_EVENTS));
    if (rng.chance(0.15)) kinds.push(rng.pick(PLAIN_EVENTS));
    if (on === 'external' && rng.chance(0.5)) kinds.push('error');
    if (on === 'subProcess' || on === 'call') {
      if (rng.chance(0.4)) kinds.push('error');
      if (rng.chance(0.4)) kinds.push('escalation');
    }
    return kinds.map((event) => {
      const interrupting = event === 'error' || rng.chance(0.6);
      const occurrence = this.#occurrence(event, 'on');
      const everything = event === 'error' && rng.chance(0.3);
      return {
        ...occurrence,
        name: everything ? undefined : occurrence.name,
        interrupting,
        handler: this.#handler({ ...place, depth: place.depth - 1, plain: place.plain || !interrupting }, event),
      };
    });
  }

  /** A handler of a condition begins with a wait: nothing else happens while its condition is true. */
  #handler(place: Place, event: Occurrence['event']): Block {
    const first = event === 'conditional' ? [this.#task({ ...place, depth: 0 }, 'user', false)] : [];
    return { kind: 'sequence', blocks: [...first, this.#block(place)] };
  }

  #handlers(place: Place, probability: number): { handlers: EventSubProcess[]; inside: Place } {
    const rng = this.#rng;
    const handlers: EventSubProcess[] = [];
    let inside = place;
    while (handlers.length < 2 && this.#budget > 0 && rng.chance(probability)) {
      const event = rng.pick([...PLAIN_EVENTS, 'error', 'escalation'] as const);
      const start = this.#occurrence(event, 'when');
      const body = this.#handler(
        { ...place, depth: place.depth - 1, plain: false, around: 'nothing', mayEnd: true },
        event,
      );
      handlers.push({ id: this.#id('esp'), start, interrupting: event === 'error' || rng.chance(0.5), body });
      if (event === 'error' && start.name) inside = { ...inside, errors: [...inside.errors, start.name] };
      if (event === 'escalation' && start.name)
        inside = { ...inside, escalations: [...inside.escalations, start.name] };
    }
    return { handlers, inside };
  }
}

const forked = (place: Place): Place => ({ ...place, around: place.around === 'nothing' ? 'nothing' : 'forkInLoop' });

const codesOf = (boundaries: readonly Boundary[], event: Occurrence['event']): string[] =>
  boundaries.filter((one) => one.event === event && one.name !== undefined).map(({ name }) => name as string);

/** Every variable a model decides by, with the values it may have. */
export function variablesOf(process: Process): Map<string, readonly (number | boolean)[]> {
  const found = new Map<string, readonly (number | boolean)[]>();
  for (const block of allBlocks(process)) {
    if (block.kind === 'exclusive')
      found.set(
        block.variable,
        block.branches.map((_, index) => index),
      );
    if (block.kind === 'loop') found.set(block.variable, [true, false]);
    if (block.kind === 'inclusive') for (const name of block.variables) found.set(name, [true, false]);
  }
  return found;
}
