import { SeedbedError } from './error.ts';

/** Two parents of a row belong to different rows where they must belong to the same. Nothing was written. */
export class ContradictoryParentsError extends SeedbedError {
  readonly code = 'contradictory_parents';
  override readonly blame = 'usage';
  readonly factory: string;
  /** The relation on which the two disagree. */
  readonly relation: string;
  /** The parents that disagree and the key that each stands for. */
  readonly values: readonly [parent: string, key: string][];

  constructor(factory: string, relation: string, one: [string, string], other: [string, string]) {
    super(
      `The parents of ${factory} disagree on the ${relation}: by ${one[0]} it is ${one[1]}, by ${other[0]} it is ${other[1]}.`,
      `Pass a ${other[0]} of that ${relation}, or leave one of the two out and it is made to fit.`,
    );
    this.factory = factory;
    this.relation = relation;
    this.values = [one, other];
  }
}
