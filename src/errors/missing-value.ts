import { SeedbedError } from './error.ts';

/** A factory was called without something that it cannot make up, or with null for it. */
export class MissingValueError extends SeedbedError {
  readonly code = 'missing_value';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly value: string;

  constructor(factory: string, value: string) {
    super(`${factory} cannot be without '${value}'.`, `Give it a value: ${factory}.create({ ${value}: … })`);
    this.factory = factory;
    this.value = value;
  }
}
