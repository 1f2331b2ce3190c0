import { SeedbedError } from './error.ts';

/** There is no embedded server here yet. */
export class ServerAbsentError extends SeedbedError {
  readonly code = 'server_absent';
  readonly home: string;

  constructor(home: string) {
    super(`There is no embedded server in ${home}.`, 'Make one with: seedbed db start');
    this.home = home;
  }
}
