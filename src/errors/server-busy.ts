import { SeedbedError } from './error.ts';

/** Another process has been starting or stopping the embedded server for too long. */
export class ServerBusyError extends SeedbedError {
  readonly code = 'server_busy';
  readonly lock: string;
  readonly pid: number | undefined;

  constructor(lock: string, pid: number | undefined) {
    super(
      `Another process${pid === undefined ? '' : ` (${pid})`} holds ${lock} and does not finish.`,
      'Wait for it or end it, then try again.',
    );
    this.lock = lock;
    this.pid = pid;
  }
}
