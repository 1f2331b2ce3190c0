import { SeedbedError } from './error.ts';

/** An EntityManager was configured without a domain's entities. */
export class EntitiesUnknownError extends SeedbedError {
  readonly code = 'entities_unknown';
  override readonly blame = 'usage';
  readonly domain: string;
  readonly entity: string;

  constructor(domain: string, entity: string) {
    super(
      `The EntityManager does not know ${entity}, an entity of '${domain}'.`,
      `Configure MikroORM with ${domain}.entities, or bind to a plain connection.`,
    );
    this.domain = domain;
    this.entity = entity;
  }
}
