/** Who a command runs for. */
export class Actor {
  /** The authenticated user; null when the engine acts of itself. */
  readonly userId: string | null;
  readonly #newId: () => string;
  #operationId: string | null = null;

  constructor(userId: string | null, newId: () => string) {
    this.userId = userId;
    this.#newId = newId;
  }

  /** What groups everything a user's command changed in the history of operations; null without a user. */
  get operationId(): string | null {
    if (this.userId === null) return null;
    return (this.#operationId ??= this.#newId());
  }
}
