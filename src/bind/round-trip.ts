import { isDeepStrictEqual } from 'node:util';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { managedBy, metadataOf } from '../database/orm-internals.ts';
import type { EntityClass } from '../entities/row.ts';
import { SeedbedError } from '../errors/error.ts';
import { shown } from '../errors/shown.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Table } from '../load/table.ts';
import { asWritten } from './driver-values.ts';
import type { Structure } from './structure.ts';

/**
 * Reads the rows of all entities that an EntityManager manages, and compares.
 *
 * @throws `stored_otherwise` for the first value that is another one
 */
export async function requireStoredAsMade(structure: Structure, em: SqlEntityManager): Promise<void> {
  const managed = Map.groupBy(managedBy(em), (entity) => metadataOf(entity).class);
  for (const [entity, all] of managed) {
    const rows = all.map((one) => structure.rowOf(entity, one));
    const stored = await read(em, structure, entity, rows);
    for (const row of rows)
      compare(structure.table(entity), row, stored.get(structure.keyOf(entity, row)) ?? {});
  }
}

async function read(
  em: SqlEntityManager,
  structure: Structure,
  entity: EntityClass,
  rows: readonly AnyRow[],
): Promise<Map<string, AnyRow>> {
  const { primaryProperties } = structure.table(entity);
  const keys = rows.map((row) => Object.fromEntries(primaryProperties.map((name) => [name, row[name]])));
  const lazy = em.getMetadata(entity).props.filter((property) => property.lazy);
  // The conditions are made from the metadata; the find's own types ask for literals.
  const found = await em.find<object>(entity, { $or: keys } as never, {
    disableIdentityMap: true,
    filters: false,
    populate: lazy.map(({ name }) => name) as never,
  });
  return new Map(
    found.map((one) => structure.rowOf(entity, one)).map((row) => [structure.keyOf(entity, row), row]),
  );
}

function compare(table: Table, made: AnyRow, stored: AnyRow): void {
  for (const { property, type } of [...table.columns, ...table.generated]) {
    // A search vector is what a trigger makes of other columns.
    if (type !== 'tsvector') requireSame(table, property, made[property], stored[property]);
  }
}

/** @throws `stored_otherwise` */
export function requireSame(
  { entity, columns, generated, relations }: Table,
  property: string,
  value: unknown,
  found: unknown,
): void {
  const { type = '' } = [...columns, ...generated].find((one) => one.property === property) ?? {};
  const isSame = /^jsonb?$/.test(type)
    ? isDeepStrictEqual(asDocument(value), asDocument(found))
    : isDeepStrictEqual(value, found) ||
      isDeepStrictEqual(value, asWritten(found)) ||
      // The driver reads a bigint as text, also where it points to a narrower key.
      (relations.has(property) && type !== 'bigint' && String(value) === String(found));
  if (isSame) return;
  throw new SeedbedError('stored_otherwise', {
    message: `The database stores another ${entity.name}.${property} than the factory made: ${shown(found, property)} for ${shown(value, property)}.`,
    hint: `Let the factory of ${entity.name} make ${property} as the database stores it.`,
    details: { entity: entity.name, property, made: value, stored: found },
  });
}

/** Of an embedded object the ORM makes one of a class. */
const asDocument = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
