import { SeedbedError } from './error.ts';
import { shown } from './shown.ts';

/** A scenario's parameter cannot have that value. */
export class BadParameterError extends SeedbedError {
  readonly code = 'bad_parameter';
  override readonly blame = 'usage';
  readonly scenario: string;
  readonly parameter: string;
  readonly value: unknown;

  /** @param allowed what the parameter is, such as `students: whole number from 1 to 200` */
  constructor(scenario: string, parameter: string, value: unknown, allowed: string) {
    super(
      `${shown(value, parameter)} is no value for the parameter '${parameter}' of '${scenario}'.`,
      `It takes: ${allowed}`,
    );
    this.scenario = scenario;
    this.parameter = parameter;
    this.value = value;
  }
}
