import type { Activity, Block, EventSubProcess, Occurrence, Process, Throw } from './blocks.js';
import { allBlocks, isDeadEnd, occurrenceOf } from './blocks.js';

/** An open way out of what is written so far. */
interface Loose {
  readonly source: string;
  readonly condition?: string;
}

/** The ids of elements that a block has besides its own, the same for whoever writes and whoever expects. */
export const idOf = {
  start: (scope: string): string => `start_${scope}`,
  end: (scope: string): string => `end_${scope}`,
  /** Joins the branches of a block, or the ways out of an activity. */
  merge: (block: string): string => `merge_${block}`,
  /** End of the handler of an event that does not interrupt. */
  handled: (boundary: string): string => `handled_${boundary}`,
  /** Decides whether a loop runs again. */
  again: (loop: string): string => `again_${loop}`,
  compensationBoundary: (activity: string): string => `comp_${activity}`,
};

/** Whether an activity has several ways out, which meet in a gateway. */
export const isMerged = (activity: Activity): boolean =>
  activity.boundaries.some(({ interrupting, handler }) => interrupting && !isDeadEnd(handler));

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="random">`;

const formal = (text: string): string => `xsi:type="tFormalExpression">\${${text}}`;

/** The BPMN file of a process and those it calls. */
export function toXml(process: Process): string {
  const declared = new Map<string, string>();
  const processes = [process, ...called(process)].map((one) => {
    const writer = new Writer(declared);
    writer.scope(one.key, one.body, one.handlers, undefined);
    return `<process id="${one.key}" isExecutable="true" camunda:historyTimeToLive="1">\n${writer.text()}</process>`;
  });
  return [HEAD, ...declared.values(), ...processes, '</definitions>', ''].join('\n');
}

function called(process: Process): Process[] {
  const found: Process[] = [];
  for (const block of allBlocks(process)) {
    if (block.kind === 'activity' && block.what.is === 'call') found.push(block.what.process);
  }
  return found;
}

class Writer {
  readonly #lines: string[] = [];
  /** Associations of the scope being written: they come after everything that flows. */
  #artifacts: string[] = [];
  readonly #declared: Map<string, string>;
  #flows = 0;

  constructor(declared: Map<string, string>) {
    this.#declared = declared;
  }

  text(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  #add(line: string): void {
    this.#lines.push(line);
  }

  /** What is inside a process or sub-process: start event, body, end event, event sub-processes. */
  scope(id: string, body: Block, handlers: readonly EventSubProcess[], start: string | undefined): void {
    const around = this.#artifacts;
    this.#artifacts = [];
    const startId = start ?? idOf.start(id);
    if (start === undefined) this.#add(`<startEvent id="${startId}"/>`);
    const ends = this.#block(body, [{ source: startId }]);
    if (ends.length > 0) {
      this.#add(`<endEvent id="${idOf.end(id)}"/>`);
      this.#connect(ends, idOf.end(id));
    }
    for (const handler of handlers) {
      this.#add(`<subProcess id="${handler.id}" triggeredByEvent="true">`);
      this.#add(
        `<startEvent id="${handler.start.id}" isInterrupting="${handler.interrupting}">${this.#definition(handler.start)}</startEvent>`,
      );
      this.scope(handler.id, handler.body, [], handler.start.id);
      this.#add('</subProcess>');
    }
    this.#lines.push(...this.#artifacts);
    this.#artifacts = around;
  }

  #connect(sources: readonly Loose[], target: string): void {
    for (const { source, condition } of sources) {
      const id = this.#flowId(source);
      const inside = condition === undefined ? '' : `<conditionExpression ${formal(condition)}</conditionExpression>`;
      this.#add(`<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${inside}</sequenceFlow>`);
    }
  }

  #flowId(source: string): string {
    return `f${++this.#flows}_${source}`;
  }

  /** Writes a block that is reached by the given ways; returns the ways out. */
  #block(block: Block, from: readonly Loose[]): Loose[] {
    switch (block.kind) {
      case 'sequence':
        return block.blocks.reduce<Loose[]>((ways, next) => this.#block(next, ways), [...from]);
      case 'exclusive':
        return this.#gateway('exclusiveGateway', block.id, from, block.branches, (index) =>
          index === block.branches.length - 1 ? undefined : `${block.variable} == ${index}`,
        );
      case 'parallel':
        return this.#gateway('parallelGateway', block.id, from, block.branches, () => 'always');
      case 'inclusive':
        return this.#gateway('inclusiveGateway', block.id, from, block.branches, (index) =>
          index === block.branches.length - 1 ? undefined : (block.variables[index] ?? ''),
        );
      case 'loop': {
        const merge = idOf.merge(block.id);
        const again = idOf.again(block.id);
        this.#add(`<exclusiveGateway id="${merge}"/>`);
        this.#connect(from, merge);
        const ways = this.#block(block.body, [{ source: merge }]);
        this.#connect(ways, again);
        const out = `out_${again}`;
        this.#add(`<exclusiveGateway id="${again}" default="${out}"/>`);
        this.#connect([{ source: again, condition: block.variable }], merge);
        this.#add(`<exclusiveGateway id="${idOf.end(block.id)}"/>`);
        this.#add(`<sequenceFlow id="${out}" sourceRef="${again}" targetRef="${idOf.end(block.id)}"/>`);
        return [{ source: idOf.end(block.id) }];
      }
      case 'eventGateway': {
        this.#add(`<eventBasedGateway id="${block.id}"/>`);
        this.#connect(from, block.id);
        const ends = block.catches.flatMap((one, index) => {
          this.#add(`<intermediateCatchEvent id="${one.id}">${this.#definition(one)}</intermediateCatchEvent>`);
          this.#connect([{ source: block.id }], one.id);
          return this.#block(block.branches[index] as Block, [{ source: one.id }]);
        });
        return this.#merge('exclusiveGateway', block.id, ends);
      }
      case 'throw':
        return this.#throw(block, from);
      case 'activity':
        return this.#activity(block, from);
    }
  }

  #gateway(
    element: string,
    id: string,
    from: readonly Loose[],
    branches: readonly Block[],
    condition: (index: number) => string | undefined,
  ): Loose[] {
    const isDefault = branches.findIndex((_, index) => condition(index) === undefined);
    const marked = isDefault < 0 ? '' : ` default="default_${id}"`;
    this.#add(`<${element} id="${id}"${marked}/>`);
    this.#connect(from, id);
    const ends = branches.flatMap((branch, index) => {
      const when = condition(index);
      if (when === 'always') return this.#block(branch, [{ source: id }]);
      if (when !== undefined) return this.#block(branch, [{ source: id, condition: when }]);
      // A task of its own begins the default branch, so that its flow has a known id.
      const first = `other_${id}`;
      this.#add(`<task id="${first}"/>`);
      this.#add(`<sequenceFlow id="default_${id}" sourceRef="${id}" targetRef="${first}"/>`);
      return this.#block(branch, [{ source: first }]);
    });
    return this.#merge(element, id, ends);
  }

  #merge(element: string, id: string, ends: readonly Loose[]): Loose[] {
    this.#add(`<${element} id="${idOf.merge(id)}"/>`);
    this.#connect(ends, idOf.merge(id));
    return [{ source: idOf.merge(id) }];
  }

  #throw({ id, what, name }: Throw, from: readonly Loose[]): Loose[] {
    const isEnd = what === 'error' || what === 'terminate';
    const element = isEnd ? 'endEvent' : 'intermediateThrowEvent';
    const definition =
      what === 'terminate'
        ? '<terminateEventDefinition/>'
        : what === 'compensation'
          ? '<compensateEventDefinition/>'
          : this.#definition({ id, event: what, name });
    this.#add(`<${element} id="${id}">${definition}</${element}>`);
    this.#connect(from, id);
    return isEnd ? [] : [{ source: id }];
  }

  #activity(activity: Activity, from: readonly Loose[]): Loose[] {
    this.#element(activity, '');
    this.#connect(from, activity.id);
    const ends: Loose[] = [{ source: activity.id }];
    for (const boundary of activity.boundaries) {
      this.#add(
        `<boundaryEvent id="${boundary.id}" attachedToRef="${activity.id}" cancelActivity="${boundary.interrupting}">${this.#definition(boundary)}</boundaryEvent>`,
      );
      const handled = this.#block(boundary.handler, [{ source: boundary.id }]);
      if (boundary.interrupting) {
        ends.push(...handled);
      } else if (handled.length > 0) {
        this.#add(`<endEvent id="${idOf.handled(boundary.id)}"/>`);
        this.#connect(handled, idOf.handled(boundary.id));
      }
    }
    if (activity.compensation) {
      const boundary = idOf.compensationBoundary(activity.id);
      this.#element(activity.compensation, ' isForCompensation="true"');
      this.#add(
        `<boundaryEvent id="${boundary}" attachedToRef="${activity.id}"><compensateEventDefinition/></boundaryEvent>`,
      );
      this.#artifacts.push(
        `<association id="a_${boundary}" associationDirection="One" sourceRef="${boundary}" targetRef="${activity.compensation.id}"/>`,
      );
    }
    return isMerged(activity) ? this.#merge('exclusiveGateway', activity.id, ends) : ends;
  }

  #element(activity: Activity, more: string): void {
    const { id, what, asyncBefore, asyncAfter, multi } = activity;
    const async = `${asyncBefore ? ' camunda:asyncBefore="true"' : ''}${asyncAfter ? ' camunda:asyncAfter="true"' : ''}`;
    const attributes = `id="${id}"${async}${more}`;
    const loop = multi
      ? `<multiInstanceLoopCharacteristics isSequential="${multi.sequential}"><loopCardinality ${formal(String(multi.count))}</loopCardinality>${
          multi.enough === undefined
            ? ''
            : `<completionCondition ${formal(`nrOfCompletedInstances >= ${multi.enough}`)}</completionCondition>`
        }</multiInstanceLoopCharacteristics>`
      : '';
    if (what.is === 'subProcess') {
      this.#add(`<subProcess ${attributes}>${loop}`);
      this.scope(id, what.body, what.handlers, undefined);
      this.#add('</subProcess>');
      return;
    }
    if (what.is === 'call') {
      const pass = '<extensionElements><camunda:in variables="all"/></extensionElements>';
      this.#add(`<callActivity ${attributes} calledElement="${what.process.key}">${pass}${loop}</callActivity>`);
      return;
    }
    const caught = occurrenceOf(activity);
    if (caught && what.work !== 'receive') {
      this.#add(`<intermediateCatchEvent ${attributes}>${this.#definition(caught)}</intermediateCatchEvent>`);
      return;
    }
    const external = ` camunda:type="external" camunda:topic="${id}"`;
    switch (what.work) {
      case 'external':
        this.#add(`<serviceTask ${attributes}${external}>${loop}</serviceTask>`);
        return;
      case 'receive':
        this.#add(
          `<receiveTask ${attributes} messageRef="${this.#reference('message', caught?.name ?? '')}">${loop}</receiveTask>`,
        );
        return;
      case 'script':
        this.#add(`<serviceTask ${attributes} camunda:expression="\${1 + 1}">${loop}</serviceTask>`);
        return;
      default:
        this.#add(`<${what.work}Task ${attributes}>${loop}</${what.work}Task>`);
    }
  }

  /** Declares a message, signal, error or escalation and returns its id. */
  #reference(kind: string, name: string): string {
    const id = `def_${name}`;
    const code = kind === 'error' || kind === 'escalation' ? ` ${kind}Code="${name}"` : '';
    this.#declared.set(id, `<${kind} id="${id}" name="${name}"${code}/>`);
    return id;
  }

  #definition({ event, name }: Occurrence): string {
    if (event === 'timer') return '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
    if (event === 'conditional') {
      return `<conditionalEventDefinition camunda:variableName="${name}"><condition ${formal(name ?? '')}</condition></conditionalEventDefinition>`;
    }
    const reference = name === undefined ? '' : ` ${event}Ref="${this.#reference(event, name)}"`;
    return `<${event}EventDefinition${reference}/>`;
  }
}
