import { SeedbedError } from './error.ts';

/** Packages of MikroORM are installed in versions that do not work with each other. */
export class OrmVersionsDifferError extends SeedbedError {
  readonly code = 'orm_versions_differ';

  constructor(migrations: string, core: string, options?: ErrorOptions) {
    super(
      `@mikro-orm/migrations ${migrations} does not work with @mikro-orm/core ${core}: MikroORM's packages go together in one version.`,
      `Install @mikro-orm/migrations@${core}.`,
      options,
    );
  }
}
