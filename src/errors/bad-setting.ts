import { type Blame, SeedbedError } from './error.ts';

/** A setting of connections that cannot be as the url or the environment has it. Its value is not shown: it could be a secret. */
export class BadSettingError extends SeedbedError {
  readonly code = 'bad_setting';
  override readonly blame: Blame = 'usage';
  /** Such as `PGSSLMODE`, or `sslmode in the url`. */
  readonly setting: string;

  /** @param allowed what it takes, as the end of a sentence */
  constructor(setting: string, allowed: string, options?: ErrorOptions) {
    const reason = options?.cause instanceof Error ? ` (${options.cause.message})` : '';
    super(`${setting} has a value that it does not take${reason}.`, `It takes ${allowed}.`, options);
    this.setting = setting;
  }
}
