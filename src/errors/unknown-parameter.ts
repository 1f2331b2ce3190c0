import { SeedbedError } from './error.ts';

/** A scenario has no parameter of that name. */
export class UnknownParameterError extends SeedbedError {
  readonly code = 'unknown_parameter';
  override readonly blame = 'usage';
  readonly scenario: string;
  readonly parameter: string;

  /** @param allowed a line for each parameter that there is */
  constructor(scenario: string, parameter: string, allowed: readonly string[]) {
    super(
      `The scenario '${scenario}' has no parameter '${parameter}'.`,
      allowed.length === 0
        ? 'It takes none.'
        : ['It takes:', ...allowed.map((line) => `  ${line}`)].join('\n'),
    );
    this.scenario = scenario;
    this.parameter = parameter;
  }
}
