import { SeedbedError } from '../../errors/error.ts';

/** The embedded server cannot listen on its port. */
export const portTaken = (port: number, cause?: unknown): SeedbedError =>
  new SeedbedError('port_taken', {
    message: `Port ${port} of 127.0.0.1 is in use by another program or closed to you.`,
    details: { port },
    cause,
  });
