export { compileJuel, isExpression } from './juel/compile.js';
export { unknownMembers, type Members } from './juel/members-used.js';
export * from './feel/index.js';
export { scopeOf } from './types.js';
export type { CompiledExpression, EvaluationOptions, ExpressionLanguage, ExpressionScope } from './types.js';
export {
  ExpressionEvaluationError,
  ExpressionLimitError,
  ExpressionSyntaxError,
  type ExpressionLimit,
} from './errors.js';
export * as expressionLimits from './limits.js';
