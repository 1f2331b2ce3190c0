import { SeedbedError } from './error.ts';

/** A binding has no table or factory for an entity. */
export class UnknownEntityError extends SeedbedError {
  readonly code = 'unknown_entity';
  override readonly blame = 'usage';
  readonly entity: string;
  /** The factory whose rows belong to such an entity. */
  readonly factory: string | undefined;

  constructor(entity: string, factory?: string) {
    super(
      factory === undefined
        ? `The binding has no table for ${entity}.`
        : `${factory} belongs to ${entity}, for which the binding has no factory.`,
      factory === undefined
        ? 'Bind a domain that has it among its entities.'
        : `Pass one that exists, or add a factory for ${entity} to the factories of the domain.`,
    );
    this.entity = entity;
    this.factory = factory;
  }
}
