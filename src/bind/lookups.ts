import type { Schema } from '../entities/schema.ts';
import type { Ledger } from './ledger.ts';
import type { Structure } from './structure.ts';

/** Takes the rows that come with a schema from its definition, until they are read. */
export function assumeLookups({ lookups }: Schema, structure: Structure, ledger: Ledger): void {
  for (const { entity, rows } of lookups) {
    const { columns } = structure.table(entity);
    for (const lookup of rows) {
      const row = Object.fromEntries(columns.map(({ name, property }) => [property, lookup[name] ?? null]));
      ledger.add(entity, row);
      ledger.markSaved(row);
    }
  }
}
