import { SeedbedError } from './error.ts';

/** A project's configuration has a scenario of a name that another one has. */
export class ScenarioNameTakenError extends SeedbedError {
  readonly code = 'scenario_name_taken';
  override readonly blame = 'usage';
  readonly scenario: string;
  readonly file: string;

  constructor(scenario: string, file: string, isBuiltIn: boolean) {
    super(
      `The scenario '${scenario}' of ${file} has the name of another one${isBuiltIn ? ', which comes with seedbed' : ' there'}.`,
      'Give it another name.',
    );
    this.scenario = scenario;
    this.file = file;
  }
}
