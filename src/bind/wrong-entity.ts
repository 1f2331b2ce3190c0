import { SeedbedError } from '../errors/error.ts';

/** An entity was given where one of another class belongs. Nothing was written. */
export const wrongEntity = (place: string, expected: string, given: string): SeedbedError =>
  new SeedbedError('wrong_entity', {
    message: `${place} takes a ${expected}, and was given a ${given}.`,
    hint: `Pass a ${expected}, its key, or leave it out where one is made.`,
    details: { place, expected, given },
  });
