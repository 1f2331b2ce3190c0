import { type Blame, SeedbedError } from './error.ts';

/** There is no setting of connections of that name. */
export class UnknownSettingError extends SeedbedError {
  readonly code = 'unknown_setting';
  override readonly blame: Blame = 'usage';
  /** Such as `SEEDBED_POOL_SIZE`, or `sslmod in the url`. What it was set to could be a secret. */
  readonly setting: string;

  /** @param nearest the name that looks most like it, where one does */
  constructor(setting: string, known: readonly string[], nearest: string | undefined) {
    const guess = nearest === undefined ? '' : `Did you mean ${nearest}? `;
    super(`There is no setting ${setting}.`, `${guess}There are: ${known.join(', ')}.`);
    this.setting = setting;
  }
}
