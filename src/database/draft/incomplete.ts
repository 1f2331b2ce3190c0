import { SeedbedError } from '../../errors/error.ts';
import { excerpt } from '../../errors/excerpt.ts';

/** The entities differ from the migrations in something that no statement could be found for; nothing was written. */
export const draftIncomplete = (domain: string, differences: readonly string[]): SeedbedError =>
  new SeedbedError('draft_incomplete', {
    message:
      `A migration of '${domain}' cannot be made, because it would leave these differences to the entities: ` +
      `${differences.map((line) => excerpt(line)).join('; ')}.`,
    details: { domain, differences: differences.map((line) => excerpt(line)) },
  });
