/** A typed name under which a module offers a service to the others; the only way modules find each other. */
export interface ServiceToken<T> {
  readonly name: string;
  /** Type carrier, never present at run time. */
  readonly __type?: T;
}

export const serviceToken = <T>(name: string): ServiceToken<T> => ({ name });

export class ServiceRegistry {
  readonly #services = new Map<string, unknown>();

  /** @throws when the name is taken: two modules may not offer the same service. */
  provide<T>(token: ServiceToken<T>, service: T): void {
    if (this.#services.has(token.name)) throw new Error(`service ${token.name} is provided twice`);
    this.#services.set(token.name, service);
  }

  /** @throws when no module provides it: a boot error, never a request error. */
  use<T>(token: ServiceToken<T>): T {
    if (!this.#services.has(token.name)) throw new Error(`service ${token.name} is not provided by any module`);
    return this.#services.get(token.name) as T;
  }

  has(token: ServiceToken<unknown>): boolean {
    return this.#services.has(token.name);
  }
}
