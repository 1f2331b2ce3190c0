import { SeedbedError } from './error.ts';

/** The database is labelled as production, which is never replaced, nor labelled otherwise. */
export class ProductionError extends SeedbedError {
  readonly code = 'production';
  readonly database: string;
  readonly environment: string;

  constructor(database: string, environment: string) {
    super(
      `The database '${database}' is labelled '${environment}'.`,
      'No option changes that. Where it is none, as after a dump of production was restored there, its owner removes the label by SQL: drop table seedbed_staging.label',
    );
    this.database = database;
    this.environment = environment;
  }
}
