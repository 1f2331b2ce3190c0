import type pg from 'pg';
import { migrationNames } from '../../database/migration-status.ts';
import { nameOf } from '../../database/name-of.ts';
import { queryPrinted } from '../../database/printed.ts';
import type { Schema } from '../../entities/schema.ts';
import { nameOfClass } from '../../entities/table-name.ts';
import { countRows } from '../../load/row-counts.ts';
import { dataPresent } from '../../seeders/data-present.ts';
import { holdingsOf, lockHeld } from './inventory.ts';
import type { BackupManifest } from './manifest.ts';
import { backupUnfit } from './unfit.ts';

/** @throws `backup_unfit` where a backup is of another domain, or of migrations that this one does not have */
export async function requireKnown(
  folder: string,
  { domain, migrations }: BackupManifest,
  schema: Schema,
): Promise<void> {
  if (domain !== schema.name) {
    const hint = `Restore it as one of '${domain}', into a database of its own.`;
    throw backupUnfit(folder, `it is of the domain '${domain}', not of '${schema.name}'`, hint);
  }
  const known = await migrationNames(schema);
  const unknown = migrations.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw backupUnfit(
    folder,
    `it was made after the migration ${unknown}, which is not among those of '${domain}'`,
    'Restore it with the version of the project that it was made with, or a later one.',
  );
}

/** @throws `data_present` where a domain's tables have rows that are no lookup rows; none are added afterwards */
export async function requireEmpty(
  client: pg.ClientBase,
  schema: Schema,
  executed: readonly string[],
): Promise<void> {
  const held = await lockHeld(client, schema, executed);
  const counts = await countRows(client, schema, { names: held.map(({ name }) => name) });
  if (Object.keys(counts).length === 0) return;
  throw dataPresent(
    await nameOf(client),
    counts,
    'A backup is restored into an empty database; this one is left as it is.',
  );
}

/**
 * @returns the tables that those of the backup are partitions or children of
 * @throws `backup_unfit` where something of a backup has no place in the tables
 */
export async function requireFit(
  client: pg.ClientBase,
  schema: Schema,
  folder: string,
  { tables, sequences, migrations }: BackupManifest,
): Promise<readonly string[]> {
  const found = await holdingsOf(client, schema, migrations);
  const missing = Object.entries(tables).flatMap(([name, { columns }]) => {
    const table = found.tables.find((one) => one.name === name);
    if (!table) return [`table "${name}"`];
    const unknown = columns.filter((column) => !table.columns.includes(column));
    return unknown.map((column) => `column "${column}" of "${name}"`);
  });
  const lost = Object.keys(sequences).filter((name) => !found.sequences.includes(name));
  const [first] = [...missing, ...lost.map((name) => `sequence "${name}"`)];
  if (first !== undefined)
    throw backupUnfit(
      folder,
      `it has the ${first}, which its migrations do not make`,
      'Migrate an empty database to those migrations, make there by hand what they do not make, and restore into that.',
    );
  const parents = found.tables.flatMap((table) => (Object.hasOwn(tables, table.name) ? table.parents : []));
  await requireUnreferenced(client, folder, [...Object.keys(tables), ...parents]);
  return parents;
}

/** @throws `backup_unfit` where tables of others refer to some: rows could not be replaced below them */
async function requireUnreferenced(
  client: pg.ClientBase,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const rows = await queryPrinted<{ other: string; key: string; name: string }>(
    client,
    `select conrelid::regclass::text as other, conname as key, c.relname as name
       from pg_constraint join pg_class c on c.oid = confrelid join pg_class o on o.oid = conrelid
      where contype = 'f' and ${nameOfClass('c')} = any ($1)
        and ${nameOfClass('o')} <> all ($1)
      order by 1, 2 limit 1`,
    [names],
  );
  const [found] = rows;
  if (!found) return;
  throw backupUnfit(
    folder,
    `the table ${found.other}, which is not of the backup, refers to "${found.name}" there`,
    `Drop its foreign key "${found.key}", restore, and make it again.`,
  );
}
