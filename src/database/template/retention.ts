import type { MarkedDatabase } from '../marked/databases.ts';
import { isOutdated } from './names.ts';

/** How many templates of a maintenance database stay, and for how long after they were last asked for. */
export const KEPT_TEMPLATES = 32;
export const KEPT_DAYS = 30;

/**
 * The templates that are to go when another one has been built: those whose place it takes, those that were not
 * asked for in a long time, and of the others those that are more than are kept.
 *
 * @param oldest when those that stay were last asked for, at the earliest
 */
export function superfluous(
  templates: readonly MarkedDatabase[],
  current: string,
  oldest: string,
): readonly string[] {
  const isOld = ({ name, mark: { used = '' } }: MarkedDatabase): boolean =>
    used < oldest || isOutdated(name, current);
  const others = templates.filter(({ name }) => name !== current);
  const fresh = others
    .filter((one) => !isOld(one))
    .sort((a, b) => ((a.mark.used ?? '') < (b.mark.used ?? '') ? 1 : -1));
  return [...others.filter(isOld), ...fresh.slice(KEPT_TEMPLATES - 1)].map(({ name }) => name);
}
