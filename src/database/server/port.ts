import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { SeedbedError } from '../../errors/error.ts';

/** A port below those that systems hand out for outgoing connections, so that it is still free tomorrow. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
  throw new Error('none of 100 ports between 20000 and 30000 is free');
}

/** Whether a server could listen on the port of 127.0.0.1 now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The embedded server cannot listen on its port. */
export const portTaken = (port: number, cause?: unknown): SeedbedError =>
  new SeedbedError('port_taken', {
    message: `Port ${port} of 127.0.0.1 is in use by another program or closed to you.`,
    details: { port },
    cause,
  });
