/** Rises whenever equal addresses give other values than before: data of two generators is not the same data. */
export const GENERATOR = 1;
