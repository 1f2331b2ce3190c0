import { SeedbedError } from './error.ts';
import { shownName } from './shown.ts';

/** A factory was given a name that is no column, parent or parameter of it, or one that the database computes. */
export class UnknownOverrideError extends SeedbedError {
  readonly code = 'unknown_override';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly override: string;

  /** @param nearest the name that is most like it; left out where the database computes that column */
  constructor(factory: string, override: string, nearest?: string) {
    const [problem, mend] =
      nearest === undefined
        ? [
            `The database computes '${override}' of ${factory}.`,
            'Leave it out, and give what it is computed from.',
          ]
        : [
            `${factory} has no column, parent or parameter '${shownName(override)}'.`,
            `Did you mean '${nearest}'?`,
          ];
    super(problem, mend);
    this.factory = factory;
    this.override = override;
  }
}
