import { SeedbedError } from './error.ts';

/** The code of a project's own scenario throws, or makes rows of what is not in its domain. */
export class ScenarioFailedError extends SeedbedError {
  readonly code = 'scenario_failed';
  override readonly blame = 'usage';
  readonly scenario: string;
  /** The file, with the line where one is known. */
  readonly place: string;

  constructor(scenario: string, place: string, problem: string, mend: string, options?: ErrorOptions) {
    super(`The scenario '${scenario}' of ${place} fails: ${problem}`, mend, options);
    this.scenario = scenario;
    this.place = place;
  }
}
