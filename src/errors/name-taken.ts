import { SeedbedError } from './error.ts';

/** The database holds a dataset that was added under the same name. */
export class NameTakenError extends SeedbedError {
  readonly code = 'name_taken';
  override readonly blame = 'usage';
  readonly database: string;
  readonly dataset: string;

  constructor(database: string, dataset: string) {
    super(
      `The database '${database}' already holds rows that were added as '${dataset}'.`,
      'Add these under another name: --append --as <name>',
    );
    this.database = database;
    this.dataset = dataset;
  }
}
