import words from './gradings.json' with { type: 'json' };

/** Remarks of a grader on a submission, for gradings from `atLeast` up to the next higher one. */
export const { gradings } = words;
