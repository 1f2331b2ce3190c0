import { SeedbedError } from './error.ts';

/** A scenario whose values have no room for a name cannot be added to other data. */
export class StandsAloneError extends SeedbedError {
  readonly code = 'stands_alone';
  override readonly blame = 'usage';
  readonly scenario: string;

  constructor(scenario: string) {
    super(
      `The scenario '${scenario}' cannot be added to other data: its keys and unique values have no room for a name.`,
      'Fill an empty database with it.',
    );
    this.scenario = scenario;
  }
}
