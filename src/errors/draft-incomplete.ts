import { SeedbedError } from './error.ts';
import { excerpt } from './excerpt.ts';

/** The entities differ from the migrations in something that no statement could be found for; nothing was written. */
export class DraftIncompleteError extends SeedbedError {
  readonly code = 'draft_incomplete';
  readonly domain: string;
  /** A line for each difference that would be left. */
  readonly differences: readonly string[];

  constructor(domain: string, differences: readonly string[]) {
    super(
      `A migration of '${domain}' cannot be made, because it would leave these differences to the entities: ` +
        `${differences.map((line) => excerpt(line)).join('; ')}.`,
      'Write this migration by hand, then compare with "seedbed migrate check".',
    );
    this.domain = domain;
    this.differences = differences.map((line) => excerpt(line));
  }
}
