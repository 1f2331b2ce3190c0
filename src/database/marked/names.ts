import { createHash, randomBytes } from 'node:crypto';
import type { Kind } from './mark.ts';

/** By this the databases of one maker are known: a process, or a connection of it. It has not been used before. */
export const newMaker = (): string => randomBytes(6).toString('hex');

/** The name of a database for a comparison. */
export const scratchName = (maker: string): string => `seedbed_check_${maker}`;

/** The name of a database that is being built beside another one. */
export const nextName = (name: string, maker: string): string => `${name}__seedbed_next_${maker}`;

/** The names of what the test kit makes in a maintenance database (`place`): a template that is being built, and a copy. */
export const wipName = (place: string, maker: string, number: number): string =>
  `seedbed_wip_${short(place)}_${maker}_${number}`;
export const cloneName = (place: string, maker: string, number: number): string =>
  `seedbed_clone_${short(place)}_${maker}_${number}`;

/** Who made a database, and of what kind, as its name tells. */
export interface Made {
  readonly kind: Kind;
  readonly maker: string;
  /** Whether it concerns those who are connected to a database `place`. */
  isFor(place: string): boolean;
}

/** Those of no use to others than their makers: the last group is the maker, the one before it the place. */
const patterns: readonly (readonly [Kind, RegExp])[] = [
  ['scratch', /^seedbed_check_()([0-9a-f]{12})$/],
  ['wip', /^seedbed_wip_([0-9a-f]{8})_([0-9a-f]{12})_\d+$/],
  ['clone', /^seedbed_clone_([0-9a-f]{8})_([0-9a-f]{12})_\d+$/],
  ['next', /^.+__seedbed_next_()([0-9a-f]{12})$/s],
];

/** What a name tells; undefined for other databases, such as those that are to outlive their makers. */
export function makerIn(name: string): Made | undefined {
  for (const [kind, pattern] of patterns) {
    const [, home, maker] = pattern.exec(name) ?? [];
    if (maker !== undefined) return { kind, maker, isFor: (place) => !home || home === short(place) };
  }
  return undefined;
}

/** @example short('postgres') // 'e8a48653' */
export const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
