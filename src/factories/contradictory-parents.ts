import { SeedbedError } from '../errors/error.ts';

/** Two parents of a row belong to different rows where they must belong to the same. Nothing was written. */
export const contradictoryParents = (
  factory: string,
  relation: string,
  one: [string, string],
  other: [string, string],
): SeedbedError =>
  new SeedbedError('contradictory_parents', {
    message: `The parents of ${factory} disagree on the ${relation}: by ${one[0]} it is ${one[1]}, by ${other[0]} it is ${other[1]}.`,
    hint: `Pass a ${other[0]} of that ${relation}, or leave one of the two out and it is made to fit.`,
    details: { factory, relation, values: [one, other] },
  });
