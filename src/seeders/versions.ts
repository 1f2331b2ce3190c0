import { createRequire } from 'node:module';
import { GENERATOR } from '../random/generator.ts';

/** Whatever beside a scenario and its parameters decides which data is made. */
export interface Versions {
  readonly seedbed: string;
  readonly faker: string;
  readonly generator: number;
}

/** Those of this program. */
export function currentVersions(): Versions {
  const require = createRequire(import.meta.url);
  const { version: seedbed }: { version: string } = require('seedbed/package.json');
  const { version: faker }: { version: string } = require('@faker-js/faker/package.json');
  return { seedbed, faker, generator: GENERATOR };
}

/** Of the form of manifests; raised where a reader of the last one would go wrong. Version 1 had `at` for `now`. */
export const MANIFEST_VERSION = 2;
