export { ConventionError, type ConventionCode } from './convention-error.js';
export * from './assign.js';
export * from './outcomes.js';
export * from './variables.js';
export * from './clock-start.js';
export * from './due.js';
export * from './ids.js';
export * from './outcome-condition.js';
export { isProperty, PROPERTIES, propertyProblem, readable, type Grammar, type PropertyName } from './properties.js';
