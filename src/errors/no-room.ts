import { SeedbedError } from './error.ts';

/** What is to be written would not fit on the server's disk. Nothing was written. */
export class NoRoomError extends SeedbedError {
  readonly code = 'no_room';
  readonly needed: number;
  readonly free: number;

  constructor(needed: number, free: number) {
    const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
    super(
      `The new data needs about ${megabytes(needed)} beside the old, and the server's disk has ${megabytes(free)} left.`,
      'Free some space there, or choose a smaller scenario, then try again. Nothing was changed.',
    );
    this.needed = needed;
    this.free = free;
  }
}
