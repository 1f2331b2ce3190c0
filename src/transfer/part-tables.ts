import { join } from 'node:path';
import type { Schema } from '../entities/schema.ts';
import type { TableFiles } from '../load/files/load-table.ts';
import { tablesOf } from '../load/table.ts';
import type { Part } from './parts.ts';
import { partsUnfit } from './parts-unfit.ts';

/**
 * The tables that some parts have files of, parents first.
 *
 * @throws `parts_unfit` for a table or column that the schema does not have
 */
export function tablesIn(schema: Schema, parts: readonly [Part, ...Part[]]): readonly TableFiles[] {
  for (const part of parts) requireFit(schema, part);
  return tablesOf(schema).flatMap((table) => {
    const held = parts.flatMap(({ folder, manifest }) => {
      const own = manifest.tables[table.name];
      return own ? [{ ...own, path: join(folder, own.file.name) }] : [];
    });
    const [first] = held;
    if (!first) return [];
    return {
      table,
      columns: first.columns,
      format: parts[0].manifest.format,
      rows: held.reduce((sum, { rows }) => sum + rows, 0),
      files: held.map(({ path, file: { bytes, sha256 } }) => ({ path, bytes, sha256 })),
    };
  });
}

function requireFit(schema: Schema, { folder, manifest }: Part): void {
  for (const [name, { columns }] of Object.entries(manifest.tables)) {
    const table = tablesOf(schema).find((one) => one.name === name);
    if (!table) throw partsUnfit(folder, `table "${name}"`);
    const unknown = columns.find((column) => !table.columns.some((one) => one.name === column));
    if (unknown !== undefined) throw partsUnfit(folder, `column "${unknown}" of "${name}"`);
  }
}
