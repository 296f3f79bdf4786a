import type { Document } from './values.js';

/** A cursor over an answer that is read when the first document is asked for. */
export class SqliteCursor implements AsyncIterable<Document> {
  readonly #read: () => Document[];
  #documents: Document[] | undefined;
  #position = 0;
  closed = false;

  constructor(read: () => Document[]) {
    this.#read = read;
  }

  async next(): Promise<Document | null> {
    if (this.closed) return null;
    this.#documents ??= this.#read();
    return this.#documents[this.#position++] ?? null;
  }

  async hasNext(): Promise<boolean> {
    this.#documents ??= this.#read();
    return !this.closed && this.#position < this.#documents.length;
  }

  async toArray(): Promise<Document[]> {
    this.#documents ??= this.#read();
    const rest = this.#documents.slice(this.#position);
    this.#position = this.#documents.length;
    return rest;
  }

  /** Starts again with what is stored then. */
  rewind(): void {
    this.#documents = undefined;
    this.#position = 0;
  }

  addCursorFlag(): this {
    return this;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.#documents = [];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Document> {
    for (let document = await this.next(); document !== null; document = await this.next()) yield document;
  }
}
