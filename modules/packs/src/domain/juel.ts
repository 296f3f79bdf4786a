import { compileJuel, ExpressionLimitError, ExpressionSyntaxError } from '@anliu/engine-expression';

/** What the platform itself gives every process. */
const ALWAYS = new Set(['outcome', 'execution', 'task']);

/**
 * Why a condition of a flow cannot be evaluated, as a sentence; undefined when it can. A name nobody sets stops the process in the
 * middle of a case, where nobody can mend it.
 */
export function conditionProblem(
  source: string,
  known: ReadonlySet<string>,
): { code: string; message: string } | undefined {
  let identifiers: readonly string[];
  try {
    const compiled = compileJuel(source);
    if (compiled.isLiteral)
      return { code: 'CONDITION', message: `条件“${source}”不是表达式，应写成 \${变量 == '值'}。` };
    identifiers = compiled.identifiers;
  } catch (error) {
    if (error instanceof ExpressionLimitError)
      return { code: 'CONDITION', message: `条件过长或过于复杂：${error.limit} 的上限为 ${error.maximum}。` };
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return { code: 'CONDITION', message: `条件“${source}”有语法错误：${error.message}` };
  }
  const unknown = identifiers.filter((name) => !known.has(name) && !ALWAYS.has(name));
  return unknown.length
    ? {
        code: 'VARIABLE_MISSING',
        message: `条件“${source}”用到的变量“${unknown.join('”“')}”没有任何环节设置（anliu.variables），走到这里流程会停住。`,
      }
    : undefined;
}
