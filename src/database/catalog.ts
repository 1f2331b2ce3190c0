import type { ClientBase } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { afterDump } from './after-dump.ts';
import { catalogQuery, INHERITED } from './catalog-query.ts';
import { declaredNames, declaredViews } from './declared-tables.ts';
import { pinnedPath } from './migrator.ts';

/** What `pg_catalog` says of a schema: a definition for each object, such as `constraint user_email_key on user`. */
export type Catalog = ReadonlyMap<string, string>;

/** One object that is not as it should be. */
export type CatalogDifference =
  | { readonly kind: 'missing'; readonly object: string; readonly expected: string }
  | { readonly kind: 'extra'; readonly object: string; readonly found: string }
  | { readonly kind: 'changed'; readonly object: string; readonly expected: string; readonly found: string };

/**
 * Reads the catalogue of a schema: its tables and views with columns, constraints, indexes, triggers, policies and
 * inheritance, and in schema `public` the functions, types and sequences that no extension brought, and
 * the extensions. Other tables, names of owners, grants and the order of columns are left out.
 *
 * @example const before = await readCatalog(client, courseSchema);
 */
export async function readCatalog(client: ClientBase, schema: Schema): Promise<Catalog> {
  const relations = [...declaredNames(schema), ...declaredViews(schema)];
  return await readCatalogOf(client, relations, schema.namespaces);
}

/** As `readCatalog`, of any tables in `public`, and of schemas that count as a whole. */
export async function readCatalogOf(
  client: ClientBase,
  tables: readonly string[],
  namespaces: readonly string[],
): Promise<Catalog> {
  // So that names are printed alike, and nothing that others have put into a schema is called.
  const { rows: before } = await client.query<{ path: string }>(
    `select pg_catalog.current_setting('search_path') as path, pg_catalog.set_config('search_path', $1, false)`,
    [pinnedPath],
  );
  const { rows } = await client.query<{ object: string; definition: string }>(catalogQuery, [
    tables,
    namespaces,
  ]);
  await client.query(`select pg_catalog.set_config('search_path', $1, false)`, [before[0]?.path]);
  return new Map(
    rows.map(({ object, definition }) => [
      object,
      // A function's body is compared as it was written.
      object.startsWith('function ') ? definition : afterDump(definition),
    ]),
  );
}

/** A catalogue as sorted lines, equal for equal structures. */
export function fingerprint(catalog: Catalog): string {
  return [...catalog]
    .map(([object, definition]) => `${object}: ${definition}`)
    .sort()
    .join('\n');
}

// Databases hold things of others beside the schema's own: those are none of its business.
const sharedKinds = /^(function|type|sequence) /;

/** What `found` has otherwise than `expected`, by object name. */
export function compareCatalogs(expected: Catalog, found: Catalog): readonly CatalogDifference[] {
  const objects = [...new Set([...expected.keys(), ...found.keys()])].sort();
  const absent = objects
    .filter((object) => object.startsWith('table ') && !found.has(object))
    .map((object) => object.slice('table '.length));
  return objects.flatMap((object): CatalogDifference[] => {
    // Of a table that is missing, that much is enough.
    if (absent.some((table) => isPartOf(object, table))) return [];
    const [wanted, actual] = [expected.get(object), found.get(object)];
    if (actual === undefined)
      return wanted === undefined ? [] : [{ kind: 'missing', object, expected: wanted }];
    if (wanted === undefined)
      return isForeign(object, actual, expected) ? [] : [{ kind: 'extra', object, found: actual }];
    return wanted === actual ? [] : [{ kind: 'changed', object, expected: wanted, found: actual }];
  });
}

const inherited = new RegExp(` ${INHERITED}$`);

/** As `compareCatalogs`, but what a table has from a parent or as a partition is no difference, and another name is one. */
export function compareWithoutInherited(expected: Catalog, found: Catalog): readonly CatalogDifference[] {
  const bare = (catalog: Catalog): Catalog =>
    new Map([...catalog].map(([object, definition]) => [object, definition.replace(inherited, '')]));
  const known = [...found].filter(([object, text]) => expected.has(object) || !inherited.test(text));
  return joinRenamed(compareCatalogs(bare(expected), bare(new Map(known))));
}

/** Takes what is missing and what is extra for one object, where only its name is another one. */
function joinRenamed(differences: readonly CatalogDifference[]): readonly CatalogDifference[] {
  const extra = Map.groupBy(
    differences.flatMap((one) => (one.kind === 'extra' ? one : [])),
    ({ object, found }) => nameless(object, found),
  );
  const joined = differences.map((one): CatalogDifference => {
    const other = one.kind === 'missing' ? extra.get(nameless(one.object, one.expected))?.shift() : undefined;
    const { object } = one;
    return other ? { kind: 'changed', object, expected: object, found: other.object } : one;
  });
  const left = new Set([...extra.values()].flat());
  return joined.filter((one) => one.kind !== 'extra' || left.has(one));
}

const nameless = (object: string, definition: string): string =>
  [
    object.replace(/^(constraint|index|trigger) .* on /, '$1 on '),
    definition.replace(
      /^(CREATE (?:UNIQUE )?(?:INDEX|(?:CONSTRAINT )?TRIGGER)) (?:"(?:[^"]|"")+"|\S+) /,
      '$1 ',
    ),
  ].join(': ');

/** All differences, those of others too: for databases that hold nothing else. */
export const describeDifferences = (expected: Catalog, found: Catalog): readonly string[] =>
  [...new Set([...expected.keys(), ...found.keys()])].sort().flatMap((object) => {
    const [wanted, actual] = [expected.get(object), found.get(object)];
    if (wanted === actual) return [];
    if (wanted === undefined) return describeDifference({ kind: 'extra', object, found: actual ?? '' });
    if (actual === undefined) return describeDifference({ kind: 'missing', object, expected: wanted });
    return describeDifference({ kind: 'changed', object, expected: wanted, found: actual });
  });

/** What kind of object it is, such as `column`, and the table that it goes with, where there is one. */
export function placeOf(
  object: string,
  tables: Iterable<string>,
): { readonly kind: string; readonly table?: string } {
  const [kind = object] = /^(constraint triggers|\S+)/.exec(object) ?? [];
  if (kind === 'table') return { kind, table: object.slice('table '.length) };
  const own = [...tables].filter((table) => isPartOf(object, table)).sort((a, b) => b.length - a.length);
  return own[0] === undefined ? { kind } : { kind, table: own[0] };
}

/** Whether an object goes with a table. */
export const isPartOf = (object: string, table: string): boolean =>
  object.endsWith(` on ${table}`) ||
  object.startsWith(`column ${table}.`) ||
  object.startsWith(`inheritance of ${table} from `) ||
  object.startsWith(`sequence of ${table}.`) ||
  object === `constraint triggers of ${table}`;

/** An overload of one of the schema's own functions is not foreign, nor is an extension in `public`. */
function isForeign(object: string, definition: string, expected: Catalog): boolean {
  const [name = object] = object.split('(');
  if (object.startsWith('extension ')) return definition !== 'in schema public';
  return sharedKinds.test(object) && ![...expected.keys()].some((own) => own.startsWith(`${name}(`));
}

/**
 * A difference as one line that starts with `-` for missing, `+` for extra and `~` for changed.
 *
 * @example describeDifference(difference) // '- constraint user_email_key on user is missing: UNIQUE (email)'
 */
export function describeDifference(difference: CatalogDifference): string {
  const { kind, object } = difference;
  if (kind === 'missing') return `- ${object} is missing: ${firstLine(difference.expected)}`;
  if (kind === 'extra') return `+ ${object} is not in the schema: ${firstLine(difference.found)}`;
  const line = firstDifferentLine(difference.expected, difference.found);
  const body = object.startsWith('function ') ? startOfBody(difference.expected) : -1;
  // A body may hold secrets.
  if (body !== -1 && line >= body) return `~ ${object} differs in line ${line - body + 1} of its body`;
  const show = (definition: string) => definition.split('\n')[line]?.trim() ?? 'nothing';
  return `~ ${object} differs: expected ${show(difference.expected)}, found ${show(difference.found)}`;
}

const firstLine = (definition: string): string => definition.split('\n', 1)[0] ?? '';

function firstDifferentLine(expected: string, found: string): number {
  const [wanted, actual] = [expected.split('\n'), found.split('\n')];
  const at = wanted.findIndex((line, index) => line !== actual[index]);
  return at === -1 ? wanted.length : at;
}

/** As PostgreSQL prints a function; -1 where it has no body in SQL. */
const startOfBody = (definition: string): number =>
  definition.split('\n').findIndex((line) => /^(AS \$| ?BEGIN ATOMIC| ?RETURN )/.test(line));
