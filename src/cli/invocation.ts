import type pg from 'pg';

/** Where the program prints: a stream of the process, or what a test collects. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What runs the program: a process, or a test in its place. */
export interface Host {
  /** What `.env` of the project says is added to it. Variables of libpq are the process's. */
  readonly env: Record<string, string | undefined>;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

/** What a command is about: a domain and, on the embedded server, a database. */
export interface Subject {
  readonly domain: string;
  readonly database: string | undefined;
  /** The domain that commands mean which are not told of any, and its database. */
  readonly main: string;
}

/** One run of the program, with what it has found out so far. */
export interface Invocation {
  readonly host: Host;
  readonly parameters: readonly string[];
  /** Of a command that has done its work, such as a check that found something. */
  exitCode: number;
  /** What is not printed under `--quiet`. */
  silent: { readonly notes: boolean; readonly results: boolean };
  /** The configuration that was chosen instead of the one that is found. */
  config?: string;
  subject?: Subject;
  /** The variables that come from `.env`. */
  readonly fromFile: Set<string>;
  /** By their urls. */
  readonly sessions: Map<string, pg.Client>;
}

let current: Invocation | undefined;

/** Begins a run; a process has one at a time. */
export function begin(parameters: readonly string[], host: Host): Invocation {
  current = {
    host,
    parameters,
    exitCode: 0,
    silent: { notes: false, results: false },
    fromFile: new Set(),
    sessions: new Map(),
  };
  return current;
}

/** The run that is going on. */
export function invocation(): Invocation {
  if (!current) throw new Error('no command is running');
  return current;
}
