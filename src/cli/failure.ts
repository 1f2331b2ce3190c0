import { configInvalid } from '../config/invalid.ts';
import { placeOf } from '../config/source-location.ts';
import { SeedbedError } from '../errors/error.ts';
import { wordsOf } from '../errors/thrown.ts';
import { exitCodeOf, isCommanders, named, report } from './exit-code.ts';
import { configOfProject } from './project.ts';

/** Tells what went wrong, and returns the exit code for it. */
export function failureCode(thrown: unknown): number {
  const error = ofProject(named(thrown));
  report(error);
  return exitCodeOf(error);
}

/** What code of the project's own has thrown where no error is expected, such as a check of a scenario's parameter. */
function ofProject(error: unknown): unknown {
  if (error instanceof SeedbedError || isCommanders(error)) return error;
  const config = configOfProject();
  if (!config) return error;
  const place = placeOf(error, config);
  return place === config.name
    ? error
    : configInvalid(place, `fails: ${wordsOf(error)}`, 'The error is in code of the project: fix it there.');
}
