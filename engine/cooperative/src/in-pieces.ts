/** Work that stops now and then. Whoever runs it decides whether to go on at once or to let others go first. */
export type InPieces<R> = Generator<void, R, void>;
