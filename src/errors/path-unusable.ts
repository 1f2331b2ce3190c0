import { SeedbedError } from './error.ts';

/** PostgreSQL's programs, which call each other by a shell, cannot work at such a path. */
export class PathUnusableError extends SeedbedError {
  readonly code = 'path_unusable';
  readonly path: string;

  constructor(path: string) {
    super(
      `PostgreSQL cannot be set up from ${path}: its programs call each other by a shell, for which $, ", \\ and \` in a path mean something else.`,
      'Move the project to a path without them, or set DATABASE_URL to a server of your own.',
    );
    this.path = path;
  }
}
