import type { Person } from './client.mjs';

export interface CaseName {
  readonly id: string;
  readonly no: string;
}

export class World {
  constructor(parts: {
    url: string;
    workerToken: string;
    passwords: Map<string, string>;
    folder: string;
    people: Record<string, string>;
  });
  readonly cases: Map<string, CaseName>;
  as(name: string): Person;
  /** Step of a case, `alias/step`, for somebody. */
  task(person: Person, target: string): Promise<{ id: string }>;
}
