/** Values visible until the next wait state, by owner and name; never stored. */
export class TransientValues {
  readonly #byOwner = new Map<string, Map<string, unknown>>();

  has(ownerId: string, name: string): boolean {
    return this.#byOwner.get(ownerId)?.has(name) ?? false;
  }

  get(ownerId: string, name: string): unknown {
    return this.#byOwner.get(ownerId)?.get(name);
  }

  names(ownerId: string): Iterable<string> {
    return this.#byOwner.get(ownerId)?.keys() ?? [];
  }

  set(ownerId: string, name: string, value: unknown): void {
    const values = this.#byOwner.get(ownerId);
    if (values) values.set(name, value);
    else this.#byOwner.set(ownerId, new Map([[name, value]]));
  }

  remove(ownerId: string, name: string): void {
    this.#byOwner.get(ownerId)?.delete(name);
  }

  /** Drops everything of an owner. */
  forget(ownerId: string): void {
    this.#byOwner.delete(ownerId);
  }
}
