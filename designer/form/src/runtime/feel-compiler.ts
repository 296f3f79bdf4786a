import { compileFeel, scopeOf } from '@anliu/engine-expression';
import { Schema } from '@formily/json-schema';

let registered = false;

/**
 * Replaces Formily's expression compiler, which builds functions from text, by FEEL. Our schemas hold no expressions; should
 * one ever get there, it is evaluated within FEEL's bounds or is null, and a page without `unsafe-eval` keeps working.
 */
export function registerFeelCompiler(): void {
  if (registered) return;
  registered = true;
  Schema.registerCompiler((expression: string, scope: Record<string, unknown>) => {
    try {
      return compileFeel(expression).evaluate(scopeOf({ ...scope }));
    } catch {
      return null;
    }
  });
}
