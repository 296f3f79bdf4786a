import type { FormDefinition } from '../form.js';
import { isDangerousKey } from '../names.js';
import { FormDefinitionError, type FormProblem } from './problems.js';
import { checkReferences } from './references.js';
import { formSchema } from './schema.js';
import { schemaMessage } from './schema-messages.js';

/** Deepest nesting and most nodes a definition may have; beyond that nothing of it is looked at. */
export const MAX_DEFINITION_DEPTH = 12;
export const MAX_DEFINITION_NODES = 50_000;

/**
 * Checks a definition completely: shape, names, references, expressions, patterns. `file` only names it in messages.
 * Problems come in the order of the document; with an error there is no definition.
 */
export function checkFormDefinition(
  value: unknown,
  file = '表单',
): { definition: FormDefinition | undefined; problems: FormProblem[] } {
  const problems: FormProblem[] = [];
  const report = (path: string, code: string, message: string, severity: 'error' | 'warning' = 'error'): void => {
    problems.push({ severity, code, file, path, message });
  };
  guard(value, report);
  if (problems.length > 0) return { definition: undefined, problems };
  const parsed = formSchema.safeParse(value, { error: schemaMessage });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) report(issue.path.map(String).join('.'), 'SHAPE', `${issue.message}。`);
    return { definition: undefined, problems };
  }
  const definition = parsed.data as unknown as FormDefinition;
  checkReferences(definition, report);
  const failed = problems.some((problem) => problem.severity === 'error');
  return { definition: failed ? undefined : definition, problems };
}

/** @throws FormDefinitionError with every located error */
export function parseFormDefinition(value: unknown, file?: string): FormDefinition {
  const { definition, problems } = checkFormDefinition(value, file);
  if (!definition) throw new FormDefinitionError(problems.filter((problem) => problem.severity === 'error'));
  return definition;
}

/** Keys that reach a prototype and texts another engine would run have no place in a definition, whatever its shape. */
function guard(value: unknown, report: (path: string, code: string, message: string) => void): void {
  let nodes = 0;
  const walk = (item: unknown, path: string, depth: number): void => {
    if (++nodes > MAX_DEFINITION_NODES || depth > MAX_DEFINITION_DEPTH) return;
    if (typeof item === 'string' && item.includes('{{')) {
      report(path, 'TEMPLATE', '不允许使用 {{ }}，表达式请用 FEEL 写在 rules、compute 或 checks 中');
    }
    if (typeof item === 'function') report(path, 'FUNCTION', '定义只能是数据，不能包含函数');
    if (typeof item !== 'object' || item === null) return;
    for (const [key, child] of Object.entries(item)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (key.split(/[.[\]]/).some((part) => part !== '' && isDangerousKey(part))) {
        report(at, 'FORBIDDEN_KEY', `“${key}”不允许作为名称使用`);
        continue;
      }
      walk(child, at, depth + 1);
    }
  };
  walk(value, '', 0);
  if (nodes > MAX_DEFINITION_NODES) report('', 'TOO_LARGE', `内容超过 ${MAX_DEFINITION_NODES} 项，请拆分表单`);
  else if (deeperThan(value, MAX_DEFINITION_DEPTH)) report('', 'TOO_DEEP', `嵌套超过 ${MAX_DEFINITION_DEPTH} 层`);
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((child) => deeperThan(child, levels - 1));
}
