import { ConventionError } from './convention-error.js';
import { splitTopLevel } from './split.js';

/** One engine variable and the FEEL that gives its value. */
export interface VariableRule {
  readonly name: string;
  readonly feel: string;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads `anliu.variables`: `name=FEEL` joined by `;` (a `;` inside a string or brackets does not separate). @throws ConventionError */
export function parseVariables(text: string): VariableRule[] {
  return splitTopLevel(text, ';').map((part) => {
    const at = part.text.indexOf('=');
    const name = part.text.slice(0, Math.max(at, 0)).trim();
    const feel = part.text.slice(at + 1).trim();
    if (!NAME.test(name) || feel === '') throw new ConventionError('VARIABLE_RULE', { part: part.text, at: part.at });
    return { name, feel };
  });
}

/** @throws ConventionError for an expression whose `;` would be read as the next variable */
export const formatVariables = (rules: readonly VariableRule[]): string =>
  rules
    .map((rule, at) => {
      const part = `${rule.name}=${rule.feel}`;
      // An unclosed bracket or string swallows whatever follows it.
      const alone = splitTopLevel(`${part};_=0`, ';');
      if (
        alone.length !== 2 ||
        alone[0]?.text !== part ||
        !NAME.test(rule.name) ||
        rule.feel === '' ||
        rule.feel !== rule.feel.trim()
      )
        throw new ConventionError('VARIABLE_RULE', { part });
      return at === 0 ? part : `;${part}`;
    })
    .join('');
