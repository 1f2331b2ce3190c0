import { SeedbedError } from './error.ts';

/** A file is no manifest that this version reads. */
export class ManifestUnreadableError extends SeedbedError {
  readonly code = 'manifest_unreadable';
  readonly path: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(
      `${path} is no manifest that this version of seedbed reads: ${reason}.`,
      'Make it again with `seedbed manifest` or `seedbed seed --out`, or read it with the version that wrote it.',
      options,
    );
    this.path = path;
  }
}
