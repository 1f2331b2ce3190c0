import { SeedbedError } from './error.ts';

/** A domain has no migration that could make its tables. */
export class NoMigrationsError extends SeedbedError {
  readonly code = 'no_migrations';
  override readonly blame = 'usage';
  readonly domain: string;

  constructor(domain: string) {
    super(
      `The domain '${domain}' has no migration yet.`,
      `Write the first one: seedbed migrate create initial --domain ${domain}`,
    );
    this.domain = domain;
  }
}
