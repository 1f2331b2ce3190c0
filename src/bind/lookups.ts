import type { Schema } from '../entities/schema.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Structure } from './structure.ts';

/** Takes the rows that come with a schema from its definition, until they are read. */
export function assumeLookups({ lookups }: Schema, structure: Structure, identityMap: IdentityMap): void {
  for (const { entity, rows } of lookups) {
    const { columns } = structure.table(entity);
    for (const lookup of rows) {
      const row = Object.fromEntries(columns.map(({ name, property }) => [property, lookup[name] ?? null]));
      identityMap.add(entity, row);
      identityMap.markSaved(row);
    }
  }
}
