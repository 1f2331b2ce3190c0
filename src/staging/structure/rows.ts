import type pg from 'pg';
import type { Catalog } from './catalogs.ts';
import { comparedColumns, expressionOf } from './columns.ts';
import { exceptedCatalogs } from './exceptions.ts';

export type Value = string | number | boolean | null | readonly Value[];

/** A row of a catalog, by column. */
export type Row = Readonly<Record<string, Value>>;

/** A catalog with its rows; those that are not compared are without. */
export interface Filled extends Catalog {
  readonly rows: readonly Row[];
}

/** Reads all catalogs of a database, but for what `exceptions.ts` lists. */
export async function readRows(
  client: pg.ClientBase,
  catalogs: readonly Catalog[],
): Promise<readonly Filled[]> {
  const compared = catalogs.filter(({ name }) => !(name in exceptedCatalogs));
  const query = compared.map(rowsOf).join('\nunion all ');
  const { rows } = await client.query<Found>(query);
  const found = new Map(rows.map((one) => [one.name, one.rows]));
  return catalogs.map((catalog) => {
    const columns = [...selected(catalog), ...furtherColumns(catalog.name)];
    const asRow = (values: readonly Value[]): Row =>
      Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]));
    return { ...catalog, rows: (found.get(catalog.name) ?? []).map(asRow) };
  });
}

interface Found {
  readonly name: string;
  readonly rows: readonly (readonly Value[])[];
}

/** Hashes of what initdb has made, by catalog. It is the same in all databases of a server, and a lot. */
export async function readBuiltIn(
  client: pg.ClientBase,
  catalogs: readonly Catalog[],
): Promise<ReadonlyMap<string, string | null>> {
  const compared = catalogs.filter((one) => !(one.name in exceptedCatalogs) && !one.isShared);
  const { rows } = await client.query<{ name: string; hash: string | null }>(
    compared.map(hashOf).join('\nunion all '),
  );
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

/** Also those that say which row it is. */
function selected({ name, columns, key }: Catalog): readonly string[] {
  const present = columns.map(([column]) => column);
  const needed = ['oid', ...(name === 'pg_attribute' ? ['attnum'] : [])].filter((one) =>
    present.includes(one),
  );
  return [...new Set([...needed, ...key, ...comparedColumns({ name, columns })])];
}

/** What is compared though it stands in no column of the row. */
const further: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pg_attribute: {
    // A table that inherits may get the columns of its parents first.
    position: `case when not exists (select from pg_catalog.pg_inherits where inhrelid = attrelid)
      then row_number() over (partition by attrelid order by attnum) end`,
  },
  pg_class: {
    toast_options: '(select t.reloptions from pg_catalog.pg_class t where t.oid = pg_class.reltoastrelid)',
  },
  pg_enum: { position: 'row_number() over (partition by enumtypid order by enumsortorder)' },
};

/** Their names. */
export const furtherColumns = (catalog: string): readonly string[] => Object.keys(further[catalog] ?? {});

/** The rows that initdb has not made, as one list. */
export function rowsOf(catalog: Catalog): string {
  const types = new Map(catalog.columns);
  const values = selected(catalog).map((column) => {
    const expression = expressionOf(catalog.name, column);
    return types.get(column) === 'regproc' ? `${expression}::oid` : expression;
  });
  const told = `json_build_array(${[...values, ...furtherColumns(catalog.name)].join(', ')})`;
  return `select '${catalog.name}' as name, (select coalesce(json_agg(${told}), '[]')
    from (${source(catalog)} and not (${isBuiltIn(catalog)})) as ${catalog.name}) as rows`;
}

/** A hash of the rows that initdb has made, which are the same in all databases of a server. */
const hashOf = (catalog: Catalog): string => `
  select '${catalog.name}' as name, sum(hashtextextended(concat_ws(' ', ${comparedColumns(catalog).map((column) => `"${column}"`)}), 0))::text as hash
    from (${source(catalog)} and (${isBuiltIn(catalog)})) as ${catalog.name}`;

function source({ name }: Catalog): string {
  const added = Object.entries(further[name] ?? {}).map(
    ([column, expression]) => `, ${expression} as ${column}`,
  );
  return `select *${added.join('')} from ${sources[name] ?? `pg_catalog.${name}`} where ${conditions[name] ?? 'true'}`;
}

/** Few, and often named or made anew. */
const always = new Set(['pg_am', 'pg_extension', 'pg_init_privs', 'pg_language', 'pg_namespace', 'pg_type']);

/** Later objects have greater OIDs. */
const FIRST_OID = 16384;

/**
 * What initdb has made. It has the same OIDs in all databases, and is so much that it is compared by a hash; members of
 * extensions may have been made anew.
 */
function isBuiltIn({ name, isShared, columns, key, references }: Catalog): string {
  if (isShared || always.has(name)) return 'false';
  if (name === 'pg_depend') return `objid < ${FIRST_OID} and refobjid < ${FIRST_OID} and deptype <> 'e'`;
  if (!columns.some(([column]) => column === 'oid')) {
    const owner = key.find((one) => one === 'objoid' || references.some(({ columns }) => columns[0] === one));
    const isNamed = key.includes('classoid')
      ? ` and classoid not in (${[...always].map((catalog) => `'${catalog}'::regclass`).join(', ')})`
      : '';
    return `${owner}::oid < ${FIRST_OID}${isNamed}`;
  }
  return `oid < ${FIRST_OID} and oid not in (
    select objid from pg_catalog.pg_depend where classid = '${name}'::regclass and deptype = 'e')`;
}

/** Roles that are no superusers may not read the catalog itself. */
const sources: Readonly<Record<string, string>> = {
  pg_user_mapping: `(select umid as oid, umuser, srvid as umserver, umoptions from pg_catalog.pg_user_mappings) as mappings`,
};

const HERE = '(select oid from pg_catalog.pg_database where datname = current_database())';

const conditions: Readonly<Record<string, string>> = {
  pg_attribute: 'attnum > 0 and not attisdropped',
  pg_database: `oid = ${HERE}`,
  pg_db_role_setting: `setdatabase = ${HERE}`,
  pg_shseclabel: `objoid = ${HERE} and classoid = 'pg_database'::regclass`,
};
