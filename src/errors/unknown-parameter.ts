import { SeedbedError } from './error.ts';
import { nearestOf } from './nearest.ts';
import { shownName } from './shown.ts';

/** A scenario has no parameter of that name. */
export class UnknownParameterError extends SeedbedError {
  readonly code = 'unknown_parameter';
  override readonly blame = 'usage';
  readonly scenario: string;
  readonly parameter: string;

  /** @param allowed what it takes: names, and a line for each */
  constructor(scenario: string, parameter: string, allowed: Readonly<Record<string, string>>) {
    const nearest = nearestOf(parameter, Object.keys(allowed));
    const lines = Object.values(allowed).map((line) => `  ${line}`);
    const takes = lines.length === 0 ? 'It takes none.' : ['It takes:', ...lines].join('\n');
    super(
      `The scenario '${scenario}' has no parameter '${shownName(parameter)}'.`,
      nearest === undefined ? takes : `Did you mean '${nearest}'? ${takes}`,
    );
    this.scenario = scenario;
    this.parameter = parameter;
  }
}
