import { newEnforcer, newModelFromString, type Enforcer } from 'casbin';

/** A post (or a group of posts) may do something in regions below `region`; `*` is everywhere. */
export interface PolicyRow {
  readonly subject: string;
  readonly region: string;
  readonly permission: string;
}

export interface AccessRequest {
  readonly post: string;
  /** Region of the organisation the post is held in: the domain. */
  readonly own: string;
  /** Region of the thing that is asked for. */
  readonly target: string;
  readonly permission: string;
}

/**
 * RBAC with the region as domain and posts as roles. A row applies when the post belongs to its subject, the office lies in the row's
 * region, and the thing lies in the office's region. Names are compared as wholes: no patterns, no URL text.
 */
const MODEL = `
[request_definition]
r = sub, own, dom, obj

[policy_definition]
p = sub, dom, obj

[role_definition]
g = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.obj == p.obj && g(r.sub, p.sub) && within(r.own, p.dom) && within(r.dom, r.own)
`;

export type IsWithin = (code: string, ancestor: string) => boolean;

/** Decisions of one policy table; a new table is a new object. */
export class PolicyDecider {
  readonly #enforcer: Enforcer;
  readonly #decided = new Map<string, Promise<boolean>>();

  private constructor(enforcer: Enforcer) {
    this.#enforcer = enforcer;
  }

  /** @throws for a malformed row: half a policy table is none */
  static async of(
    rows: readonly PolicyRow[],
    groups: Readonly<Record<string, readonly string[]>>,
    isWithin: IsWithin,
  ): Promise<PolicyDecider> {
    for (const row of rows) {
      if (!row.subject || !row.region || !row.permission)
        throw new Error(`policy row is malformed: ${JSON.stringify(row)}`);
    }
    const enforcer = await newEnforcer(newModelFromString(MODEL));
    await enforcer.addFunction(
      'within',
      (code: string, ancestor: string) => ancestor === '*' || isWithin(code, ancestor),
    );
    await enforcer.addPolicies(unique(rows.map((row) => [row.subject, row.region, row.permission])));
    await enforcer.addGroupingPolicies(
      unique(Object.entries(groups).flatMap(([group, posts]) => posts.map((post) => [post, group]))),
    );
    return new PolicyDecider(enforcer);
  }

  decide(request: AccessRequest): Promise<boolean> {
    const key = JSON.stringify([request.post, request.own, request.target, request.permission]);
    let decided = this.#decided.get(key);
    if (!decided) {
      if (this.#decided.size >= MAX_CACHED_DECISIONS) this.#decided.clear();
      decided = this.#enforcer.enforce(request.post, request.own, request.target, request.permission);
      this.#decided.set(key, decided);
      // A failed decision is not remembered; the caller denies.
      decided.catch(() => this.#decided.delete(key));
    }
    return decided;
  }
}

const MAX_CACHED_DECISIONS = 20_000;

const unique = (rows: string[][]): string[][] => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
