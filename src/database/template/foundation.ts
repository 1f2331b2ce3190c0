import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import faker from '@faker-js/faker/package.json' with { type: 'json' };
import { packageFolder } from '../../entities/package-folder.ts';
import type { Schema } from '../../entities/schema.ts';
import { migrationNames } from '../migration-status.ts';

/**
 * What the datasets of a schema rest on, as a text that changes when any of it does: the bytes of the
 * migrations and of this package's own code, the lookup rows, and the version of faker.
 */
export async function foundationOf(schema: Schema): Promise<string> {
  const lookups = schema.lookups.map(({ entity, rows }) => [entity.name, rows]);
  const settings = [faker.version, lookups, schema.loadSettings];
  return JSON.stringify([ownCode(), await migrationCode(schema), settings]);
}

/** The folder that all of the package's code is in. */
const home = fileURLToPath(new URL('src/', packageFolder));

let known: string | undefined;

function ownCode(): string {
  known ??= hashOf(home, readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(isCode));
  return known;
}

async function migrationCode(schema: Schema): Promise<string> {
  if (!schema.migrations) return '';
  const names = await migrationNames(schema);
  const folder = fileURLToPath(schema.migrations);
  const isMigration = (file: string) => isCode(file) && names.includes(file.replace(/\.[jt]s$/, ''));
  return hashOf(folder, readdirSync(folder).filter(isMigration));
}

const isCode = (file: string): boolean => /(?<!\.d)\.[jt]s$/.test(file);

/** A hash of names and bytes, whatever order the files are found in. Waiting for hundreds of files takes longer than reading them. */
function hashOf(folder: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const bytes = readFileSync(join(folder, file));
    hash.update(`${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
