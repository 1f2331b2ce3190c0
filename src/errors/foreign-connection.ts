import { SeedbedError } from './error.ts';

/** An EntityManager does not run on the `pg` driver's pool, from which a scenario takes its connection. */
export class ForeignConnectionError extends SeedbedError {
  readonly code = 'foreign_connection';
  override readonly blame = 'usage';

  constructor() {
    super(
      'A scenario is loaded by COPY on a connection of @mikro-orm/postgresql, and this EntityManager has another.',
      'Configure MikroORM from @mikro-orm/postgresql, or seed by `seedbed seed`.',
    );
  }
}
