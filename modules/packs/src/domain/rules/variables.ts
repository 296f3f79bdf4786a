import { RuleError, splitTopLevel } from './split.js';

/** One engine variable and the FEEL that gives its value. */
export interface VariableRule {
  readonly name: string;
  readonly feel: string;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads `anliu.variables`: `name=FEEL` joined by `;` (a `;` inside a string or brackets does not separate). @throws RuleError */
export function parseVariables(text: string): VariableRule[] {
  return splitTopLevel(text, ';').map((part) => {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    const feel = part.slice(at + 1).trim();
    if (at < 1 || !NAME.test(name) || feel === '') {
      throw new RuleError('VARIABLE_RULE', `流程变量“${part}”无法识别，应为 变量名=表达式。`);
    }
    return { name, feel };
  });
}
