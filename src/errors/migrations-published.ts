import { type Blame, SeedbedError } from './error.ts';

/** The migrations of a domain came with a package: what is written there is lost with the next installation. */
export class MigrationsPublishedError extends SeedbedError {
  readonly code = 'migrations_published';
  override readonly blame: Blame = 'usage';
  readonly domain: string;
  readonly folder: string;

  constructor(domain: string, folder: string) {
    super(
      `The migrations of '${domain}' are those of an installed package, in ${folder}.`,
      'Name a domain of your own with --domain; its migrations are in your project.',
    );
    this.domain = domain;
    this.folder = folder;
  }
}
