export * as dmnLimits from './limits.js';
