import type { Route } from '../http/route.js';
import { tagOf, templateOf } from '../openapi/document.js';
import { UNSUPPORTED } from './unsupported.js';

export interface Coverage {
  readonly operation: string;
  readonly supported: boolean;
  /** Why not, when it is not. */
  readonly reason: string | undefined;
}

const shape = (operation: string): string => operation.replace(/\{[^}]+\}/g, '{}');

/** Which of the dialect's operations (`GET /task/{id}`) a route table answers. */
export function coverageOf(routes: readonly Route[], operations: readonly string[]): Coverage[] {
  const answered = new Set(routes.map(({ method, path }) => shape(`${method} ${templateOf(path)}`)));
  return operations.map((operation) => {
    const supported = answered.has(shape(operation));
    const reason = UNSUPPORTED[operation];
    return { operation, supported, reason: supported ? undefined : (reason ?? 'not yet') };
  });
}

const pathOf = (operation: string): string => operation.slice(operation.indexOf(' ') + 1);

/** The coverage as a page of the documentation. */
export function coveragePage(coverage: readonly Coverage[]): string {
  const supported = coverage.filter((one) => one.supported).length;
  const resources = [...new Set(coverage.map(({ operation }) => tagOf(pathOf(operation))))];
  const sections = resources.map((resource) => {
    const own = coverage.filter(({ operation }) => tagOf(pathOf(operation)) === resource);
    const lines = own.map(({ operation, supported: is, reason }) =>
      is ? `- \`${operation}\`` : `- \`${operation}\`: not supported, ${reason}`,
    );
    return `## ${resource} (${own.filter((one) => one.supported).length} of ${own.length})\n\n${lines.join('\n')}\n`;
  });
  return `# Coverage of the Camunda 7 REST dialect

${supported} of the ${coverage.length} operations of the published OpenAPI description are supported. Written from the route table and
\`engine/rest/operations.txt\`; after a change of routes run \`npx vitest run engine/standalone/test/coverage.spec.ts -u\`.

With \`--authorization on\` every operation demands the rights Camunda's does (\`engine/rest/src/authorization/table\`). Knowingly otherwise:
comments and attachments of tasks and instances are read with the right to read the task or instance (there they need none); changing
instances by a query needs the right on every instance of the definition; the reports of what the cleanup may remove need the rights on
every definition; \`OPTIONS\` lists all links, also those the caller may not follow.

${sections.join('\n')}`;
}
