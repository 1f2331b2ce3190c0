// Written by `npx seedbed init`, anew each time.

import type { Generated, PrimaryKeyProp } from '../../src/index.ts';

export interface Badge {
  [PrimaryKeyProp]?: 'person';
  person: Person;
  code: string;
}

export interface Person {
  [PrimaryKeyProp]?: 'id';
  id: bigint;
  town: Town;
  friend: Person | null;
  fullName: string;
  born: string | null;
  score: string | null;
  weight: number;
  mood: 'so-so' | "it's fine";
  moods: ('so-so' | "it's fine")[] | null;
  tags: string[];
  notes: unknown;
  photo: Uint8Array | null;
  seenAt: Date | null;
  active: boolean;
  shout: Generated<string> | null;
}

export interface Town {
  [PrimaryKeyProp]?: 'id';
  id: number;
  name: string;
}

export interface Visit {
  [PrimaryKeyProp]?: ['person', 'day'];
  person: Person;
  day: string;
  town: Town;
}

export interface Tables {
  badge: Badge;
  person: Person;
  town: Town;
  visit: Visit;
}
