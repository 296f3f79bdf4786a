export { compileFeel, type FeelOptions } from './compile-feel.js';
export { parseFeel, type FeelKind, type FeelProgram, type ParseFeelOptions } from './program.js';
export { createFeelEvaluation, FeelEvaluation } from './evaluation.js';
export type { FeelEvaluationOptions, FeelWarning, FeelWarningCode } from './evaluation.js';
export type { FeelScope } from './compile/code.js';
export type { NameScope } from './syntax/names.js';
export { parseFeelType } from './syntax/type-parser.js';
export { coerce, conforms, isInstance, tryCoerce, typeName, type TypeResolver } from './types.js';
export { FeelContext, FeelFunction, FeelRange } from './values.js';
export type { FeelParameter, FeelType, FeelValue, RangeOperator } from './values.js';
export { feelFunction, type FeelImplementation } from './functions/function.js';
export {
  FeelNumber,
  isNumber as isFeelNumber,
  numberToString,
  parseNumber as parseFeelNumber,
  toDouble,
  toPlainNumber,
} from './number.js';
export { FeelDate, FeelDateTime, FeelTime } from './temporal/date-time.js';
export { FeelDaysDuration, FeelYearsDuration } from './temporal/duration.js';
export { feelEquals } from './equality.js';
export { feelToString } from './format.js';
export { fromData, toData, type FromDataOptions } from './data.js';
export { callFeelFunction } from './functions/index.js';
export { matchesLinearly } from './functions/patterns.js';
