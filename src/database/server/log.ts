import { existsSync, readFileSync } from 'node:fs';
import { SeedbedError } from '../../errors/error.ts';
import { listed } from '../../errors/listed.ts';
import { diskFull } from '../disk-full.ts';
import { portTaken } from './port.ts';

const shownLines = 8;

/** The error for what PostgreSQL wrote before it gave up: what is known by its own name, else the last lines. */
export function failureFrom(problem: string, written: string): SeedbedError {
  const lines = written.trimEnd().split('\n').slice(-shownLines);
  if (/No space left on device|Disk quota exceeded/.test(written)) return diskFull(lines);
  const port = /Address already in use[\s\S]*on port (\d+)/.exec(written);
  if (port !== null) return portTaken(Number(port[1]));
  return new SeedbedError('server_failed', {
    message: listed(`${problem}. It wrote:`, lines),
    details: { log: lines },
  });
}

export function readLog(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
