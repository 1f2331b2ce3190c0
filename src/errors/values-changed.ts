import { SeedbedError } from './error.ts';

/** A table holds other values than were sent to it, so that the data is not what a manifest says. Nothing was written. */
export class ValuesChangedError extends SeedbedError {
  readonly code = 'values_changed';
  /** Which value is another one, as a sentence. */
  readonly change: string;

  constructor(change: string) {
    super(
      `The data would not be what the manifest says. ${change} Nothing was written.`,
      'Switch off what changes values on their way into the table, or seed without --expect.',
    );
    this.change = change;
  }
}
