import type { ProcessEngine, ResourceName, Right } from '@anliu/engine-protocol';
import { NotFoundError } from '@anliu/engine-protocol';

/** What is asked for, as far as it decides about rights. What is read through `engine` here is read for nobody: unrestricted. */
export interface Asked {
  readonly engine: ProcessEngine;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly userId: string;
  /** The JSON body as sent, an absent one as `{}`. */
  body(): Promise<Readonly<Record<string, unknown>>>;
}

/** Rights of which one suffices. */
export type AnyOf = readonly Right[];

/** Groups of rights, of each of which the caller needs one. What does not exist demands nothing: the operation answers so itself. */
export type Demand = (asked: Asked) => readonly AnyOf[] | Promise<readonly AnyOf[]>;

/**
 * What an operation demands of its caller.
 * - `filtered`: the engine answers only what the caller may see.
 * - `by the engine`: what is reached is known only while it happens; the engine checks it there.
 * - `everyone`: no right is needed.
 * - `administrators`: members of the administrators' group.
 */
export type Requirement = Demand | 'filtered' | 'by the engine' | 'everyone' | 'administrators';

/** Operations, e.g. `GET /task/:id`, and what they demand. */
export type Requirements = Readonly<Record<string, Requirement>>;

export const right = (permission: string, resource: ResourceName, id: string | null = null): Right => ({
  permission,
  resource,
  id,
});

/** A demand that does not depend on what is asked for. */
export const always =
  (permission: string, resource: ResourceName): Demand =>
  () => [[right(permission, resource)]];

/** A right on the resource a path parameter names. */
export const onParameter =
  (permission: string, resource: ResourceName, name = 'id'): Demand =>
  ({ params }) => [[right(permission, resource, params[name] ?? null)]];

/** Both demands. */
export const both =
  (...demands: readonly Demand[]): Demand =>
  async (asked) =>
    (await Promise.all(demands.map(async (demand) => demand(asked)))).flat();

/** What is looked up, or undefined when there is none. */
export async function ifFound<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (NotFoundError.isInstance(error)) return undefined;
    throw error;
  }
}

export const textIn = (body: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
export const textsIn = (body: Readonly<Record<string, unknown>>, name: string): string[] => {
  const value = body[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};
