import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Schema } from '../../entities/schema.ts';
import { SeedbedError } from '../../errors/error.ts';
import { connectPinned, requireVersion } from '../connect.ts';
import { migrations } from '../migrate.ts';
import { migrationFiles } from '../migration-status.ts';
import { migrationsFolder } from '../migrations-folder.ts';
import { isDependency } from '../project-dependencies.ts';
import { onScratchDatabase } from '../scratch.ts';
import { projectOf } from '../server/home.ts';
import { type Draft, draftMigration } from './draft.ts';
import { draftIncomplete } from './failures.ts';
import { sourceOf } from './source.ts';
import { writeProven } from './unproven.ts';

/** A migration that was written. */
export interface CreatedMigration extends Draft {
  readonly path: string;
}

/**
 * Writes a migration that leads from what the migrations make to what the entities say, into the folder of the
 * schema's migrations; undefined where both are the same. It has been run in a scratch database of the server,
 * compared with the entities, and reverted. A failure leaves no file.
 *
 * @param url of any database of a server on which scratch databases may be made; nothing else is touched there
 * @param name of letters, digits and underscores
 * @param at when, for its name; it comes after all others nevertheless
 * @throws `migrations_published` where the migrations are those of an installed package; `draft_refused` and
 * `draft_incomplete` where it cannot be made; `scratch_database_refused`; and what `migrations().up()` throws
 * @example await createMigration(librarySchema, url, 'add_phone', new Date())
 */
export async function createMigration(
  schema: Schema,
  url: string,
  name: string,
  at: Date,
): Promise<CreatedMigration | undefined> {
  const folder = fileURLToPath(migrationsFolder(schema));
  if (/[\\/]node_modules[\\/]/.test(folder))
    throw new SeedbedError('migrations_published', {
      message: `The migrations of '${schema.name}' are those of an installed package, in ${folder}.`,
      details: { domain: schema.name, folder },
    });
  const client = await connectPinned(url);
  try {
    await requireVersion(client);
    return await onScratchDatabase(client, url, async (scratchUrl) => {
      await migrations(schema, scratchUrl).up();
      const draft = await draftMigration(schema, scratchUrl);
      if (draft === undefined) return undefined;
      const { path, source } = await fileOf(schema, folder, name, at, draft);
      await writeProven(path, source, (unproven) =>
        prove({ ...schema, migrations: unproven }, scratchUrl, draft),
      );
      return { ...draft, path };
    });
  } finally {
    await client.end();
  }
}

interface MigrationFile {
  readonly path: string;
  readonly source: string;
}

async function fileOf(
  schema: Schema,
  folder: string,
  name: string,
  at: Date,
  draft: Draft,
): Promise<MigrationFile> {
  const files = [...(await migrationFiles(schema)).entries()];
  const full = `Migration${timestampAfter(files.at(-1)?.[0], at)}_${name}`;
  const project = projectOf(folder);
  const isTyped =
    files.length > 0
      ? files.some(([, { pathname }]) => pathname.endsWith('.ts'))
      : existsSync(join(project, 'tsconfig.json'));
  const path = join(folder, `${full}.${isTyped ? 'ts' : 'js'}`);
  const words = name.replaceAll('_', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return { path, source: sourceOf({ name: full, title, isTyped, library: libraryOf(project) }, draft) };
}

const LIBRARY = '@mikro-orm/migrations';

/** The ORM's own package where the project asks for it: then its migrations run without seedbed, too. */
const libraryOf = (project: string): string => (isDependency(project, LIBRARY) ? LIBRARY : 'seedbed');

/** Migrations run in the order of their names. */
function timestampAfter(last: string | undefined, at: Date): string {
  const digits = at.toISOString().replace(/\D/g, '').slice(0, 14);
  const [, latest] = /^Migration(\d{14})/.exec(last ?? '') ?? [];
  return latest === undefined || digits > latest ? digits : String(BigInt(latest) + 1n);
}

/** The file does what the draft did. */
async function prove(schema: Schema, url: string, { down }: Draft): Promise<void> {
  const chain = migrations(schema, url);
  await chain.up();
  const left = await draftMigration(schema, url);
  if (left !== undefined) throw draftIncomplete(schema.name, left.up);
  if (down !== undefined) await chain.down();
}
