import { existsSync, readFileSync } from 'node:fs';
import { DiskFullError } from '../../errors/disk-full.ts';
import type { SeedbedError } from '../../errors/error.ts';
import { PortTakenError } from '../../errors/port-taken.ts';
import { ServerFailedError } from '../../errors/server-failed.ts';

const shownLines = 8;

/** The error for what PostgreSQL wrote before it gave up: what is known by its own name, else the last lines. */
export function failureFrom(problem: string, written: string): SeedbedError {
  const lines = written.trimEnd().split('\n').slice(-shownLines);
  if (/No space left on device|Disk quota exceeded/.test(written)) return new DiskFullError(lines);
  const port = /Address already in use[\s\S]*on port (\d+)/.exec(written);
  if (port !== null) return new PortTakenError(Number(port[1]));
  return new ServerFailedError(problem, lines);
}

export function readLog(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
