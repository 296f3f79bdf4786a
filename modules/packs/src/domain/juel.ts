import {
  compileJuel,
  ExpressionLimitError,
  ExpressionSyntaxError,
  unknownMembers,
  type Members,
} from '@anliu/engine-expression';

/** What the platform itself gives every process. */
const ALWAYS = new Set(['outcome', 'execution']);

const OF_EXECUTION = [
  'id',
  'processInstanceId',
  'processBusinessKey',
  'businessKey',
  'processDefinitionId',
  'currentActivityId',
  'currentActivityName',
  'activityInstanceId',
  'parentActivityInstanceId',
  'parentId',
  'tenantId',
  'eventName',
  'currentTransitionId',
];
/** What a condition may use of `execution`: it reads and never sets, so that looking at a way changes nothing. */
const READING: Members = {
  properties: new Set([...OF_EXECUTION, 'variableNames']),
  methods: new Set([
    ...OF_EXECUTION.map((name) => `get${name.charAt(0).toUpperCase()}${name.slice(1)}`),
    'getVariable',
    'getVariableLocal',
    'hasVariable',
    'hasVariableLocal',
    'getVariables',
    'getVariableNames',
  ]),
};

/**
 * Why a condition of a flow cannot be evaluated, as a sentence; undefined when it can. A name nobody sets stops the process in the
 * middle of a case, where nobody can mend it.
 */
export function conditionProblem(
  source: string,
  known: ReadonlySet<string>,
): { code: string; message: string } | undefined {
  const problem = expressionProblem('条件', source, READING);
  if (problem !== undefined) return { code: 'CONDITION', message: problem };
  const { isLiteral, identifiers } = compileJuel(source);
  if (isLiteral) return { code: 'CONDITION', message: `条件“${source}”不是表达式，应写成 \${变量 == '值'}。` };
  const unknown = identifiers.filter((name) => !known.has(name) && !ALWAYS.has(name));
  return unknown.length
    ? {
        code: 'VARIABLE_MISSING',
        message: `条件“${source}”用到的变量“${unknown.join('”“')}”没有任何环节设置（anliu.variables），走到这里流程会停住。`,
      }
    : undefined;
}

/** Why a JUEL text can never be evaluated, whatever the values are, as a sentence; undefined when it may be. */
export function expressionProblem(
  what: string,
  source: string,
  execution: Members | 'any' = 'any',
): string | undefined {
  try {
    compileJuel(source);
  } catch (error) {
    if (error instanceof ExpressionLimitError)
      return `${what}过长或过于复杂：${error.limit} 的上限为 ${error.maximum}。`;
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return `${what}“${source}”有语法错误：${error.message}`;
  }
  const [unknown] = unknownMembers(source, { execution, task: 'any', externalTask: 'any' });
  return unknown === undefined
    ? undefined
    : `${what}“${source}”用到的“${unknown}”不存在或不允许使用，走到这里流程会停住，请改用变量比较，如 \${变量 == '值'}。`;
}
