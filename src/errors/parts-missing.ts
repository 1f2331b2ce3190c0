import { SeedbedError } from './error.ts';

/** Some parts of a dataset are not there. */
export class PartsMissingError extends SeedbedError {
  readonly code = 'parts_missing';
  /** Their numbers. */
  readonly missing: readonly number[];
  readonly of: number;

  constructor(missing: readonly number[], of: number) {
    const some = missing.slice(0, 10).map((number) => `${number}/${of}`);
    const list = missing.length > some.length ? `${some.join(', ')}, …` : some.join(', ');
    super(
      `${missing.length} of ${of} parts are missing: ${list}.`,
      'Make them with `seedbed seed … --shard k/n --out`, or give the folders they are in too.',
    );
    this.missing = missing;
    this.of = of;
  }
}
