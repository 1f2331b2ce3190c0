import { SeedbedError } from './error.ts';
import { nearestOf } from './nearest.ts';
import { shownName } from './shown.ts';

/**
 * A definition or an option has a name that means nothing there.
 *
 * @param place what it is in, such as `The factory of Book`
 * @param kind what the name should be of, such as `column`
 */
export function unknownName(
  place: string,
  kind: string,
  unknown: string,
  known: readonly string[],
): SeedbedError {
  const nearest = nearestOf(unknown, known);
  const list = known.length === 0 ? `There is no ${kind}.` : `There are: ${known.join(', ')}.`;
  return new SeedbedError('unknown_name', {
    message: `${place} has '${shownName(unknown)}', which is no ${kind}.`,
    hint: nearest === undefined ? list : `Did you mean '${nearest}'? ${list}`,
    details: { place, unknown, nearest },
  });
}

/**
 * Requires that names are among those that mean something.
 *
 * @throws `unknown_name`
 * @example requireNames(options, ['seed', 'worker'], { place: 'bind', kind: 'option' })
 */
export function requireNames(
  given: object,
  known: readonly string[],
  { place, kind }: { readonly place: string; readonly kind: string },
): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw unknownName(place, kind, name, known);
  }
}
