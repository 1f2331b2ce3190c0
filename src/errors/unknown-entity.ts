import { SeedbedError } from './error.ts';

/** A binding has no table or factory for an entity. */
export class UnknownEntityError extends SeedbedError {
  readonly code = 'unknown_entity';
  override readonly blame = 'usage';
  readonly entity: string;

  constructor(entity: string) {
    super(
      `The binding has no factory for ${entity}.`,
      'Bind a domain that has one, or add the factory to its factories.',
    );
    this.entity = entity;
  }
}
