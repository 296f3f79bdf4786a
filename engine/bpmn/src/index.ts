export * from './model.js';
export type { Problem } from './problem.js';
export type { ParseOptions } from './parse/parser.js';
export { parseBpmn, parsingBpmn, type ParsedBpmn } from './parse-bpmn.js';
export { openBpmn, serialiseBpmn, UnreadableBpmnError, type OpenModel } from './round-trip.js';
export * as bpmnLimits from './limits.js';
