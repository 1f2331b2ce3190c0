import { SeedbedError } from './error.ts';

/** `seedbed/vitest` was imported beside a vitest that has no fixtures as it needs them. */
export class VitestTooOldError extends SeedbedError {
  readonly code = 'vitest_too_old';
  override readonly blame = 'usage';
  readonly version: string;

  constructor(version: string) {
    super(
      `seedbed/vitest needs vitest 4.1 or newer; this is ${version}.`,
      'Install a newer vitest, or use seedbed/testing, which works in any.',
    );
    this.version = version;
  }
}
