export { afterOthers } from './after-others.js';
export type { InPieces } from './in-pieces.js';
export { inSlices } from './in-slices.js';
export { othersTurn } from './others-turn.js';
export { toEnd } from './to-end.js';
