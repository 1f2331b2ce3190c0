import { SeedbedError } from './error.ts';
import { nearestOf } from './nearest.ts';
import { shownName } from './shown.ts';

/** A definition or an option has a name that means nothing there. */
export class UnknownNameError extends SeedbedError {
  readonly code = 'unknown_name';
  override readonly blame = 'usage';
  /** What it is in, such as `The factory of Book`. */
  readonly place: string;
  readonly unknown: string;
  readonly nearest: string | undefined;

  /** @param kind what the name should be of, such as `column` */
  constructor(place: string, kind: string, unknown: string, known: readonly string[]) {
    const nearest = nearestOf(unknown, known);
    const list = known.length === 0 ? `There is no ${kind}.` : `There are: ${known.join(', ')}.`;
    super(
      `${place} has '${shownName(unknown)}', which is no ${kind}.`,
      nearest === undefined ? list : `Did you mean '${nearest}'? ${list}`,
    );
    this.place = place;
    this.unknown = unknown;
    this.nearest = nearest;
  }
}

/**
 * Requires that names are among those that mean something.
 *
 * @throws UnknownNameError
 * @example requireNames(options, ['seed', 'worker'], { place: 'bind', kind: 'option' })
 */
export function requireNames(
  given: object,
  known: readonly string[],
  { place, kind }: { readonly place: string; readonly kind: string },
): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new UnknownNameError(place, kind, name, known);
  }
}
