import type { CompositeKey, Schema } from '../entities/schema.ts';
import type { AnyRow } from '../load/sink.ts';
import { type Table, tablesOf, type Unique } from '../load/table.ts';
import type { RowRule } from './row-rule.ts';
import type { DomainRule } from './rule.ts';

/** All rules of a domain: those that follow from its entities, unless it states them itself, and its own. */
export function rowRules(domain: Schema & { readonly rules?: readonly DomainRule[] }): RowRule[] {
  const own = (domain.rules ?? []).filter(isSeenFromRows);
  const isOwn = ({ name, entity }: RowRule) =>
    own.some((rule) => rule.name === name && rule.entity === entity);
  return [...structureRules(domain).filter((rule) => !isOwn(rule)), ...own];
}

/** Whether a rule can be told from a row that a factory makes. */
export const isSeenFromRows = (rule: DomainRule): rule is DomainRule & RowRule => rule.breaks !== undefined;

/**
 * The rules that a schema's entities state about rows: keys, unique columns and foreign keys. Those of
 * single values are `ValueRules`.
 *
 * @example structureRules(courseSchema).find(({ name }) => name === 'user_email_key')?.sentence
 */
export function structureRules(schema: Schema): RowRule[] {
  const tables = tablesOf(schema);
  return [
    ...tables.flatMap((table) => table.uniques.map((unique) => uniqueRule(table, unique))),
    ...tables.flatMap(foreignKeyRules),
    ...schema.compositeKeys.map((key) => compositeRule(key, tables)),
  ];
}

function uniqueRule({ entity, name: table, columns }: Table, unique: Unique): RowRule {
  const { name, properties } = unique;
  const counts = predicate(unique, columns);
  return {
    name,
    entity,
    sentence: `No two rows of ${table}${unique.where ? ` where ${unique.where}` : ''} have the same ${properties.join(', ')}.`,
    enforcement: 'C',
    breaks(row, look) {
      if (!counts(row)) return undefined;
      for (const property of properties) if (row[property] === null) return undefined;
      for (const other of look.alike(entity, properties, row)) {
        if (other !== row && counts(other)) return pick(row, properties);
      }
      return undefined;
    },
  };
}

/** A partial index's condition, of the kind `column is null` or `column is not null`. */
function predicate({ name, where }: Unique, columns: Table['columns']): (row: AnyRow) => boolean {
  if (where === undefined) return () => true;
  const [, column, not] = /^(\w+) is (not )?null$/.exec(where) ?? [];
  const property = columns.find((one) => one.name === column)?.property;
  if (property === undefined) throw new TypeError(`${name} has a condition that is not known here: ${where}`);
  return not ? (row) => row[property] !== null : (row) => row[property] === null;
}

function foreignKeyRules({ entity, name: table, relations, foreignKeys }: Table): RowRule[] {
  return [...foreignKeys].flatMap(([relation, name]): RowRule[] => {
    const target = relations.get(relation);
    if (!target) return [];
    return [
      {
        name,
        entity,
        sentence: `The ${relation} of a ${table} exists.`,
        enforcement: 'C',
        breaks: (row, look) =>
          row[relation] !== null && look.parent(row, relation, target) === null
            ? pick(row, [relation])
            : undefined,
      },
    ];
  });
}

function compositeRule(key: CompositeKey, tables: readonly Table[]): RowRule {
  const ours = propertiesOf(key.entity, key.columns, tables);
  const theirs = propertiesOf(key.references.entity, key.references.columns, tables);
  const there = tables.find(({ entity }) => entity === key.references.entity)?.name;
  return {
    name: key.name,
    entity: key.entity,
    sentence: `There is a ${there} with the same ${ours.join(', ')}${ours.join() === theirs.join() ? '' : ` as its ${theirs.join(', ')}`}.`,
    enforcement: 'C',
    breaks(row, look) {
      const wanted: Record<string, unknown> = {};
      for (const [i, property] of ours.entries()) {
        const value = row[property];
        if (value === null || value === undefined) return undefined;
        wanted[theirs[i] ?? property] = value;
      }
      return look.find(key.references.entity, wanted) ? undefined : pick(row, ours);
    },
  };
}

function propertiesOf(
  entity: CompositeKey['entity'],
  names: readonly string[],
  tables: readonly Table[],
): string[] {
  const columns = tables.find((table) => table.entity === entity)?.columns ?? [];
  // A generated column is not among those that are written: its property is named like it.
  return names.map((name) => columns.find((column) => column.name === name)?.property ?? camelCase(name));
}

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const pick = (row: AnyRow, properties: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(properties.map((property) => [property, row[property]]));
