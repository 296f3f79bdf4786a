export { readTck, type TckCase, type TckFile, type TckResult } from './read-cases.js';
export { runTck, type TckOutcome } from './run-cases.js';
