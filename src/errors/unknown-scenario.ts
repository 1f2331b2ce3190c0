import { SeedbedError } from './error.ts';

/** There is no scenario of that name. */
export class UnknownScenarioError extends SeedbedError {
  readonly code = 'unknown_scenario';
  override readonly blame = 'usage';
  readonly scenario: string;
  readonly known: readonly string[];

  /** @param nearest the known name that looks most like it, where one does */
  constructor(scenario: string, known: readonly string[], nearest: string | undefined) {
    super(
      `There is no scenario '${scenario}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`,
      `The scenarios are: ${known.join(', ')}. More about them: seedbed scenarios`,
    );
    this.scenario = scenario;
    this.known = known;
  }
}
