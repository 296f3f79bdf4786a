import { PassThrough } from 'node:stream';
import type { ServerEvent } from '@anliu/contract';
import { AppError } from '@anliu/kit';
import { ERROR } from '@anliu/contract';
import { say } from '../sentences.js';

/** Open event streams one person may have, and the pause between two signs of life (milliseconds). */
export const MAX_STREAMS_PER_PERSON = 10;
const EVENT_HEARTBEAT_MS = 20_000;
/** Bytes a slow reader may leave unread before the stream is closed; the browser connects again and reloads. */
const MAX_UNREAD_BYTES = 64 * 1024;

interface Stream {
  readonly person: string;
  readonly session: string;
  readonly out: PassThrough;
}

/** Hints to browsers. A hint carries no data, so nothing leaks and nothing is lost when one is missed. */
export class EventHub {
  readonly #streams = new Set<Stream>();
  readonly #isAlive: (session: string) => Promise<boolean>;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(isAlive: (session: string) => Promise<boolean>) {
    this.#isAlive = isAlive;
  }

  start(): void {
    this.#heartbeat = setInterval(() => void this.#beat(), EVENT_HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** @throws AppError 429 above `MAX_STREAMS_PER_PERSON` */
  open(person: string, session: string, signal: AbortSignal): PassThrough {
    const own = [...this.#streams].filter((stream) => stream.person === person).length;
    if (own >= MAX_STREAMS_PER_PERSON) {
      throw new AppError(429, ERROR.tooMany, say.tooManyWindows({ max: MAX_STREAMS_PER_PERSON }));
    }
    const stream: Stream = { person, session, out: new PassThrough() };
    this.#streams.add(stream);
    const close = (): void => this.#close(stream);
    stream.out.once('close', close);
    stream.out.once('error', close);
    signal.addEventListener('abort', close, { once: true });
    stream.out.write('retry: 3000\n: connected\n\n');
    return stream.out;
  }

  /** To everyone in `people`, or to all when absent. */
  send(event: ServerEvent, people?: readonly string[]): void {
    const chosen = people && new Set(people);
    const text = `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const stream of this.#streams) if (!chosen || chosen.has(stream.person)) this.#write(stream, text);
  }

  endSession(session: string): void {
    for (const stream of this.#streams) if (stream.session === session) this.#close(stream);
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    for (const stream of this.#streams) this.#close(stream);
  }

  get size(): number {
    return this.#streams.size;
  }

  async #beat(): Promise<void> {
    for (const stream of [...this.#streams]) {
      if (await this.#isAlive(stream.session).catch(() => false)) this.#write(stream, ': alive\n\n');
      else this.#close(stream);
    }
  }

  #write(stream: Stream, text: string): void {
    if (stream.out.writableLength + stream.out.readableLength > MAX_UNREAD_BYTES) this.#close(stream);
    else stream.out.write(text);
  }

  #close(stream: Stream): void {
    if (!this.#streams.delete(stream)) return;
    stream.out.end();
  }
}
