import { SeedbedError } from '../errors/error.ts';

/** A binding has no table or factory for an entity. */
export const unknownEntity = (entity: string, factory?: string): SeedbedError =>
  new SeedbedError('unknown_entity', {
    message:
      factory === undefined
        ? `The binding has no table for ${entity}.`
        : `${factory} belongs to ${entity}, for which the binding has no factory.`,
    hint:
      factory === undefined
        ? 'Bind a domain that has it among its entities.'
        : `Pass one that exists, or add a factory for ${entity} to the factories of the domain.`,
    details: { entity, factory },
  });
