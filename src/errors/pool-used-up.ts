import { SeedbedError } from './error.ts';

/** Each row that a `within` holds for a parent has a row already, where it may have only one. Nothing was written. */
export class PoolUsedUpError extends SeedbedError {
  readonly code = 'pool_used_up';
  override readonly blame = 'usage';
  readonly factory: string;
  /** The parent that the rows are held for. */
  readonly parent: string;
  /** How many rows are held for it. */
  readonly held: number;
  /** The parents of which no two rows have the same. */
  readonly unique: readonly string[];

  constructor(factory: string, parent: string, held: number, unique: readonly string[]) {
    const alike =
      unique.length > 1 ? ` of the same ${unique.filter((name) => name !== parent).join(', ')}` : '';
    const all = held === 1 ? 'The one' : `All ${held}`;
    super(
      `${all} that within holds for the ${parent} of ${factory} ${held === 1 ? 'has' : 'have'} a ${factory}${alike} already.`,
      `Hold more of them, make fewer, or pass another ${parent}.`,
    );
    this.factory = factory;
    this.parent = parent;
    this.held = held;
    this.unique = unique;
  }
}
