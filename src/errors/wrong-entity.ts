import { SeedbedError } from './error.ts';

/** An entity was given where one of another class belongs. Nothing was written. */
export class WrongEntityError extends SeedbedError {
  readonly code = 'wrong_entity';
  override readonly blame = 'usage';
  /** Where it was given, such as `courseMember.user`. */
  readonly place: string;
  readonly expected: string;
  readonly given: string;

  constructor(place: string, expected: string, given: string) {
    super(
      `${place} takes a ${expected}, and was given a ${given}.`,
      `Pass a ${expected}, its key, or leave it out where one is made.`,
    );
    this.place = place;
    this.expected = expected;
    this.given = given;
  }
}
