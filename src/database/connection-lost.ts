import { SeedbedError } from '../errors/error.ts';

/** The connection ended in the middle of the work. */
export const connectionLost = (cause?: unknown): SeedbedError =>
  new SeedbedError('connection_lost', {
    message: 'The connection to PostgreSQL was lost. It undoes what was not committed.',
    cause,
  });
