import { SeedbedError } from './error.ts';

/** After the migrations, the database was not as the schema demands; everything was rolled back. */
export class MigrationUnverifiedError extends SeedbedError {
  readonly code = 'migration_unverified';
  /** A line for each thing that was wrong. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(
      [
        'After the migrations the database would not be as its schema demands, so they were rolled back:',
        ...problems.map((line) => `  ${line}`),
      ].join('\n'),
      'Mend these rows, or the migrations that make them so, then try again. The database is as it was.',
      options,
    );
    this.problems = problems;
  }
}
