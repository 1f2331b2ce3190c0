import type { EntityClass } from '../entities/row.ts';
import type { CompositeKey, Schema } from '../entities/schema.ts';
import type { AnyRow } from '../load/sink.ts';
import { type Table, tablesOf, type Unique } from '../load/table.ts';
import type { Look, RowRule } from './row-rule.ts';
import type { DomainRule, RuledSchema } from './rule.ts';

const known = new WeakMap<RuledSchema, readonly RowRule[]>();

/** All rules of a domain: those that follow from its entities, unless it states them itself, and its own. */
export function rowRules(domain: RuledSchema): readonly RowRule[] {
  const cached = known.get(domain);
  if (cached) return cached;
  const own = (domain.rules ?? []).filter(isSeenFromRows);
  const isOwn = ({ name, entity }: RowRule) =>
    own.some((rule) => rule.name === name && rule.entity === entity);
  const rules = [...structureRules(domain).filter((rule) => !isOwn(rule)), ...own, ...own.flatMap(fromBelow)];
  known.set(domain, rules);
  return rules;
}

/** The rule as it is seen from the rows that belong to the one which it is about. */
function fromBelow(rule: DomainRule & RowRule): RowRule[] {
  const { below, entity, breaks } = rule;
  if (!below) return [];
  const seen = (row: AnyRow, look: Look) => {
    const above = look.parent(row, below.relation, entity);
    return above ? breaks(above, look) : undefined;
  };
  return [{ ...rule, entity: below.entity, breaks: seen }];
}

/** Whether a rule can be told from a row that a factory makes. */
export const isSeenFromRows = <R extends DomainRule>(rule: R): rule is R & RowRule =>
  rule.breaks !== undefined;

/**
 * The rules that a schema's entities state about rows: keys, unique columns and foreign keys. Those of
 * single values are `ValueRules`.
 *
 * @example structureRules(courseSchema).find(({ name }) => name === 'user_email_key')?.description
 */
export function structureRules(schema: Schema): RowRule[] {
  const tables = tablesOf(schema);
  return [
    ...tables.flatMap((table) => table.uniques.flatMap((unique) => uniqueRule(table, unique) ?? [])),
    ...tables.flatMap(foreignKeyRules),
    ...schema.compositeKeys.map((key) => compositeRule(key, tables)),
  ];
}

/** Undefined where its condition says more than whether a column is null: then only the database knows. */
function uniqueRule({ entity, name: table, columns }: Table, unique: Unique): RowRule | undefined {
  const { name, properties } = unique;
  const counts = predicate(unique, columns);
  if (!counts) return undefined;
  return {
    name,
    entity,
    description: `No two rows of ${table}${unique.where ? ` where ${unique.where}` : ''} have the same ${properties.join(', ')}.`,
    enforcedBy: 'constraint',
    breaks(row, look) {
      if (!counts(row)) return undefined;
      for (const property of properties) if (row[property] === null) return undefined;
      for (const other of look.others(entity, properties, row))
        if (counts(other)) return pick(row, properties);
      return undefined;
    },
  };
}

/** A partial index's condition, of the kind `column is null` or `column is not null`. */
function predicate({ where }: Unique, columns: Table['columns']): ((row: AnyRow) => boolean) | undefined {
  if (where === undefined) return () => true;
  const [, column, not] = /^(\w+) is (not )?null$/.exec(where) ?? [];
  const property = columns.find((one) => one.name === column)?.property;
  if (property === undefined) return undefined;
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
        description: `The ${relation} of a ${table} exists.`,
        enforcedBy: 'constraint',
        breaks: (row, look) =>
          row[relation] !== null && look.parent(row, relation, target) === null
            ? pick(row, [relation])
            : undefined,
      },
    ];
  });
}

function compositeRule(
  { name, entity, columns, references }: CompositeKey,
  tables: readonly Table[],
): RowRule {
  const target = references.entity;
  const [here, there] = [tableOf(entity, tables), tableOf(target, tables)];
  const pairs = columns.map((column, i) => ({
    ours: propertyOf(here, column),
    theirs: propertyOf(there, references.columns[i] ?? column),
  }));
  const [ours, theirs] = [pairs.map((pair) => pair.ours), pairs.map((pair) => pair.theirs)];
  // Where one of the columns is a relation to that table, the row that it points to is the only one possible.
  const relation = pairs.find(
    (pair) => here.relations.get(pair.ours) === target && there.primaryProperties[0] === pair.theirs,
  )?.ours;
  return {
    name,
    entity,
    description: `There is a ${there.name} with the same ${ours.join(', ')}${ours.join() === theirs.join() ? '' : ` as its ${theirs.join(', ')}`}.`,
    enforcedBy: 'constraint',
    breaks(row, look) {
      for (const property of ours)
        if (row[property] === null || row[property] === undefined) return undefined;
      const other = relation
        ? look.parent(row, relation, target)
        : look.find(target, Object.fromEntries(pairs.map((pair) => [pair.theirs, row[pair.ours]])));
      if (!other) return pick(row, ours);
      for (const pair of pairs) if (other[pair.theirs] !== row[pair.ours]) return pick(row, ours);
      return undefined;
    },
  };
}

function tableOf(entity: EntityClass, tables: readonly Table[]): Table {
  const table = tables.find((one) => one.entity === entity);
  if (!table) throw new TypeError(`a foreign key names ${entity.name}, which is not among the entities`);
  return table;
}

/** A generated column is not among those that are written: its property is named like it. */
const propertyOf = ({ columns }: Table, column: string): string =>
  columns.find(({ name }) => name === column)?.property ?? camelCase(column);

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const pick = (row: AnyRow, properties: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(properties.map((property) => [property, row[property]]));
