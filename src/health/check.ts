import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import type { Thresholds } from './thresholds.ts';

/** What a check comes to; `unknown` where it cannot be told, and then why. */
export type State = 'ok' | 'warning' | 'failure' | 'unknown';

export interface Finding {
  readonly state: State;
  /** What was found, in one line with its values. */
  readonly finding: string;
  /** What to do about it. */
  readonly hint?: string;
  /** All of it, a sentence each, where the line has only counts and the first. */
  readonly details?: readonly string[];
}

/** A pool as it was before anything was asked of it. */
export interface PoolUse {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  readonly max: number;
}

/** What is looked at. */
export interface Subject {
  /** Without anything under way; what a check does on it is in a transaction that only reads. */
  readonly client: pg.Client;
  readonly domain: Schema;
  readonly thresholds: Thresholds;
  /** The largest pool that the settings ask for, or the pool that was given. */
  readonly pool: PoolUse | { readonly max: number };
  /** Undefined where a pool was given. */
  readonly url?: string;
}

/** One thing that is looked at. */
export interface Check<Name extends string = string> {
  readonly name: Name;
  /** What about it, for the documentation. */
  readonly about: string;
  /** What makes it a warning or a failure, where that can be. */
  limits(thresholds: Thresholds): Limits;
  run(subject: Subject): Promise<Finding>;
}

export interface Limits {
  readonly warning?: string;
  readonly failure?: string;
}

/** A share as it is read. */
export const percent = (share: number): string => `${Math.floor(share * 1_000) / 10} %`;

/** The first of some names, and how many more there are. */
export const some = (names: readonly string[], most = 3): string =>
  [...names.slice(0, most), ...(names.length > most ? [`${names.length - most} more`] : [])].join(', ');
