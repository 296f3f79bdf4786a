/** Most problems reported for one model. A model with that many has one cause. */
export const MAX_PROBLEMS = 200;
