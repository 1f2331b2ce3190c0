import { SeedbedError } from './error.ts';

/** A factory was given a name that is no column, parent or parameter of it. */
export class UnknownOverrideError extends SeedbedError {
  readonly code = 'unknown_override';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly override: string;

  constructor(factory: string, override: string, nearest: string) {
    super(`${factory} has no column, parent or parameter '${override}'.`, `Did you mean '${nearest}'?`);
    this.factory = factory;
    this.override = override;
  }
}
