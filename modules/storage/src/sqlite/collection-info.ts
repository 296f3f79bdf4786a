/** An index as MongoDB describes it. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial?: Readonly<Record<string, unknown>>;
  readonly expireAfterSeconds?: number;
}

/** What is known of a collection: its indexes and, per indexed path, which kinds of value it has ever held (`KIND` bits). */
export interface CollectionInfo {
  readonly name: string;
  readonly table: string;
  readonly indexes: ReadonlyMap<string, IndexSpec>;
  readonly kinds: ReadonlyMap<string, number>;
  /** Paths of its membership indexes. */
  readonly members: readonly string[];
}
