/** What kind of value a field holds; `?` when it may be null. `value` is anything. */
export type Kind = 'text' | 'text?' | 'number' | 'number?' | 'flag' | 'instant' | 'instant?' | 'value';

/** What a web application reads of an answer: a list of it (never empty in the scenario), its fields, or a value. */
export type Reads = Kind | readonly [Reads] | { readonly [field: string]: Reads };

/**
 * A call of engine-rest that a web application of Operaton makes: `neo` is its new single-page application, `classic` are
 * its older Tasklist, Cockpit and Admin. `{name}` stands for a thing of the scenario.
 */
export interface WebappCall {
  readonly by: 'neo' | 'classic' | 'both';
  /** Method, path and query parameters. */
  readonly call: `${'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'} /${string}`;
  /** What is sent as JSON; null is sent as `null`. */
  readonly body?: unknown;
  /** Fields and files of a multipart body instead. */
  readonly parts?: Readonly<Record<string, string>>;
  /** 200 unless told. */
  readonly status?: number;
  readonly reads?: Reads;
  /** The id of the answer is a thing of the scenario from now on. */
  readonly keep?: string;
}
