import { z } from 'zod';
import { engineOperations } from '@anliu/engine-rest';
import type { Route, Shown } from '@anliu/engine-rest';
import type { ProcessEngine } from '@anliu/engine-protocol';

/** Finds the route a request reaches: literal segments come before parameters, as the table is ordered. */
function routeOf(routes: readonly Route[], method: string, path: string): Route | undefined {
  const segments = path.split('/');
  return routes.find((route) => {
    const pattern = route.path.split('/');
    return (
      route.method === method &&
      pattern.length === segments.length &&
      pattern.every((part, index) => part.startsWith(':') || part === segments[index])
    );
  });
}

const listed = (answer: Shown | readonly Shown[]): readonly Shown[] =>
  Array.isArray(answer) ? (answer as readonly Shown[]) : [answer as Shown];

/** Holds the answers of an engine against what its routes declare; throws telling the difference. */
export function declaredAnswers(
  engine: ProcessEngine,
): (method: string, at: string, status: number, body: unknown) => void {
  const routes = engineOperations(engine);
  return (method, at, status, body) => {
    if (status >= 300) return;
    const [path = ''] = at.replace(/^\/engine\/default(?=\/)/, '').split('?');
    const route = routeOf(routes, method, path);
    if (!route?.declaration) return;
    const answers = listed(route.declaration.answer);
    const what = `${method} ${route.path} (${status})`;
    if (status === 204) {
      if (!answers.includes('none')) throw new Error(`${what}: no content, but it declares some`);
      return;
    }
    const schemas = answers.filter((answer): answer is z.ZodType => typeof answer === 'object');
    if (schemas.length === 0) {
      if (!answers.includes('text') && !answers.includes('bytes'))
        throw new Error(`${what}: content, but it declares none`);
      return;
    }
    const results = schemas.map((schema) => schema.safeParse(body));
    const [first] = results;
    if (first?.success === false && results.every(({ success }) => !success))
      throw new Error(`${what} differs from its declaration:\n${z.prettifyError(first.error)}`);
  };
}
