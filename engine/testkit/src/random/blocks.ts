/**
 * Processes as trees of blocks. A block is entered once and left once, or never left because it ended its scope; so
 * what a path must lead to follows from the tree alone. Ids are unique within one generated model.
 */
export type Block = Sequence | Exclusive | Parallel | Inclusive | Loop | EventGateway | Activity | Throw;

interface Sequence {
  readonly kind: 'sequence';
  readonly blocks: readonly Block[];
}

/** Takes the branch whose number the variable holds, else the last. */
interface Exclusive {
  readonly kind: 'exclusive';
  readonly id: string;
  readonly variable: string;
  readonly branches: readonly Block[];
}

interface Parallel {
  readonly kind: 'parallel';
  readonly id: string;
  readonly branches: readonly Block[];
}

/** Takes every branch whose variable is true, the last when none is. */
interface Inclusive {
  readonly kind: 'inclusive';
  readonly id: string;
  readonly variables: readonly string[];
  readonly branches: readonly Block[];
}

/** Runs its body again while the variable is true. The body begins with a wait state. */
interface Loop {
  readonly kind: 'loop';
  readonly id: string;
  readonly variable: string;
  readonly body: Block;
}

export interface EventGateway {
  readonly kind: 'eventGateway';
  readonly id: string;
  readonly catches: readonly Occurrence[];
  readonly branches: readonly Block[];
}

/** Something that may occur. `name`: of the message, signal or condition variable, or the error or escalation code. */
export interface Occurrence {
  readonly id: string;
  readonly event: 'message' | 'timer' | 'signal' | 'conditional' | 'error' | 'escalation';
  /** Absent: an error event that catches every error. */
  readonly name: string | undefined;
}

export type Work =
  | 'manual'
  | 'script'
  | 'user'
  | 'external'
  | 'receive'
  | 'messageCatch'
  | 'timerCatch'
  | 'signalCatch'
  | 'conditionalCatch';

export type ActivityBody =
  | { readonly is: 'task'; readonly work: Work }
  | { readonly is: 'subProcess'; readonly body: Block; readonly handlers: readonly EventSubProcess[] }
  | { readonly is: 'call'; readonly process: Process };

export interface Activity {
  readonly kind: 'activity';
  readonly id: string;
  readonly what: ActivityBody;
  readonly asyncBefore: boolean;
  readonly asyncAfter: boolean;
  readonly boundaries: readonly Boundary[];
  readonly multi: MultiInstance | undefined;
  /** Undoes the activity when compensation is thrown. */
  readonly compensation: Activity | undefined;
}

interface MultiInstance {
  readonly sequential: boolean;
  readonly count: number;
  /** Ends the rest once so many are completed. */
  readonly enough: number | undefined;
}

export interface Boundary extends Occurrence {
  readonly interrupting: boolean;
  /** Follows the event. Of an interrupting one it joins the way out of the activity, else it ends by itself. */
  readonly handler: Block;
}

export interface EventSubProcess {
  readonly id: string;
  readonly start: Occurrence;
  readonly interrupting: boolean;
  readonly body: Block;
}

/** `error` and `terminate` end their branch; the others go on. */
export interface Throw {
  readonly kind: 'throw';
  readonly id: string;
  readonly what: 'escalation' | 'signal' | 'compensation' | 'error' | 'terminate';
  readonly name: string | undefined;
}

export interface Process {
  readonly key: string;
  readonly body: Block;
  readonly handlers: readonly EventSubProcess[];
}

const catchOf = (work: Work): Occurrence['event'] | undefined =>
  work === 'receive' || work === 'messageCatch'
    ? 'message'
    : work === 'timerCatch'
      ? 'timer'
      : work === 'signalCatch'
        ? 'signal'
        : work === 'conditionalCatch'
          ? 'conditional'
          : undefined;

/** What a task that catches an event waits for; named after the task. */
export function occurrenceOf(activity: Activity): Occurrence | undefined {
  const event = activity.what.is === 'task' ? catchOf(activity.what.work) : undefined;
  return event === undefined ? undefined : { id: activity.id, event, name: nameOf(event, activity.id) };
}

/** Name of what a catching element waits for, made from its id. */
export const nameOf = (event: Occurrence['event'], id: string): string | undefined =>
  event === 'timer' ? undefined : `${event === 'conditional' ? 'c' : event}_${id}`;

/** Whether the way ends inside the block. */
export function isDeadEnd(block: Block): boolean {
  switch (block.kind) {
    case 'throw':
      return block.what === 'error' || block.what === 'terminate';
    case 'sequence':
      return block.blocks.some(isDeadEnd);
    default:
      return false;
  }
}

/** Blocks directly inside one, handlers included. */
function insideOf(block: Block): readonly Block[] {
  switch (block.kind) {
    case 'sequence':
      return block.blocks;
    case 'exclusive':
    case 'parallel':
    case 'inclusive':
    case 'eventGateway':
      return block.branches;
    case 'loop':
      return [block.body];
    case 'throw':
      return [];
    case 'activity': {
      const { what } = block;
      const inner =
        what.is === 'task'
          ? []
          : what.is === 'call'
            ? insideOfProcess(what.process)
            : [what.body, ...what.handlers.map(({ body }) => body)];
      return [...inner, ...block.boundaries.map(({ handler }) => handler)];
    }
  }
}

const insideOfProcess = ({ body, handlers }: Process): readonly Block[] => [
  body,
  ...handlers.map((handler) => handler.body),
];

/** Every block of a process, called processes included. */
export function* allBlocks(process: Process): Generator<Block> {
  const open: Block[] = [...insideOfProcess(process)];
  for (let block = open.pop(); block; block = open.pop()) {
    yield block;
    open.push(...insideOf(block));
  }
}
