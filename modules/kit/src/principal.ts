import type { PersonRef, PostAssignment } from '@anliu/contract';

/** Who acts: a person in one post, or a worker (plugin) with a service identity. */
export type Principal = PersonPrincipal | WorkerPrincipal;

export interface PersonPrincipal {
  readonly kind: 'person';
  readonly person: PersonRef & { login: string };
  readonly acting: PostAssignment;
  readonly posts: readonly PostAssignment[];
  readonly sessionId: string;
}

export interface WorkerPrincipal {
  readonly kind: 'worker';
  readonly name: string;
}
