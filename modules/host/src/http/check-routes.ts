import type { AnliuModule, RouteDeclaration } from '@anliu/kit';

export interface MountedRoute {
  readonly module: string;
  readonly route: RouteDeclaration;
}

/** A module cannot be started as declared; the message lists every mistake. */
export class BootError extends Error {
  constructor(problems: readonly string[]) {
    super(`the server does not start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'BootError';
  }
}

/**
 * Every route of every module in the order they are matched (fixed segments before parameters).
 * @throws BootError for a route without access, for a writing route without audit or with a permission nobody declared, and for routes or permissions declared twice
 */
export function checkRoutes(modules: readonly AnliuModule[]): MountedRoute[] {
  const problems: string[] = [];
  const declared = new Map<string, string>();
  for (const module of modules) {
    for (const { id } of module.permissions) {
      const other = declared.get(id);
      if (other) problems.push(`permission ${id} is declared by ${other} and by ${module.name}`);
      declared.set(id, module.name);
    }
  }
  const seen = new Map<string, string>();
  const routes = modules.flatMap((module) => module.routes.map((route) => ({ module: module.name, route })));
  for (const { module, route } of routes) {
    const name = `${route.method} ${route.path} (${module})`;
    const shape = `${route.method} ${route.path.replace(/:[^/]+/g, ':')}`;
    if (seen.has(shape)) problems.push(`${name} is declared twice, also by ${seen.get(shape)}`);
    seen.set(shape, module);
    if (!/^\/api(\/[\w.:*-]+)+$/.test(route.path))
      problems.push(`${name} must be below /api/ and may hold only names and parameters`);
    if (route.method === 'GET' && route.body) problems.push(`${name} has a body`);
    if (route.method !== 'GET' && !route.audit) problems.push(`${name} writes but does not say how it is audited`);
    const problem = accessProblem(route, declared);
    if (problem) problems.push(`${name} ${problem}`);
  }
  if (problems.length) throw new BootError(problems);
  return routes.sort((a, b) => compare(a.route.path, b.route.path));
}

function accessProblem(route: RouteDeclaration, declared: ReadonlyMap<string, string>): string | undefined {
  const access: unknown = route.access;
  if (access === null || typeof access !== 'object') return 'declares no access';
  const kinds = Object.keys(access);
  if (kinds.length !== 1) return 'must declare exactly one kind of access';
  if ('permission' in access) {
    return typeof access.permission === 'string' && declared.has(access.permission)
      ? undefined
      : `needs permission ${String(access.permission)}, which no module declares`;
  }
  const kind = kinds[0] as string;
  if (!['public', 'authenticated', 'worker'].includes(kind)) return `declares the unknown access ${kind}`;
  return (access as Record<string, unknown>)[kind] === true ? undefined : `declares ${kind} other than true`;
}

function compare(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const one = left[index];
    const other = right[index];
    if (one === other) continue;
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    if (one.startsWith(':') !== other.startsWith(':')) return one.startsWith(':') ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return 0;
}
