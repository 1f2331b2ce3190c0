import type pg from 'pg';
import { afterDump } from '../../database/after-dump.ts';
import { type Catalog, readCatalogs } from './catalogs.ts';
import { comparedColumns, definitions } from './columns.ts';
import { Names } from './names.ts';
import { type Filled, furtherColumns, type Row, readBuiltIn, readRows, type Value } from './rows.ts';

/** An object as its catalog has it. */
interface Described {
  readonly columns: readonly string[];
  /** The values of the columns, as JSON. */
  readonly told: string;
}

/** Everything that a database is made of but its rows: what its catalogs hold, by object. */
export type Structure = ReadonlyMap<string, Described>;

/** Schemas whose objects are no part of a structure: ours, and what PostgreSQL makes and drops by itself. */
const left = /^(seedbed_(staging|before_.*|undone_.*)|pg_toast|pg_(toast_)?temp_\d+)$/;

/**
 * Reads the structure of the database that `client` is connected to. It is compared as a whole, by catalog and
 * column; `exceptions.ts` lists what is not. It equals that of another database of the same server, whatever OIDs
 * objects have there.
 *
 * @param client with a search path that leads to `pg_catalog` only: other names are printed with their schema then
 */
export async function readStructure(client: pg.ClientBase): Promise<Structure> {
  return await structureOf(client, await readCatalogs(client));
}

async function structureOf(client: pg.ClientBase, described: readonly Catalog[]): Promise<Structure> {
  const catalogs = await readRows(client, described);
  const names = new Names(catalogs);
  const structure = new Map<string, Described>();
  const leftOut = new Map<Row, boolean>();
  for (const catalog of catalogs) {
    const compared = [...comparedColumns(catalog), ...furtherColumns(catalog.name)];
    for (const row of catalog.rows) {
      if (isLeftOut(names, leftOut, catalog, row)) continue;
      const told = JSON.stringify(
        compared.map((column) => afterDumpOf(catalog, column, names.value(catalog, row, column))),
      );
      const name = catalog.key.length > 0 ? names.ofRow(catalog, row) : told;
      structure.set(`${catalog.name.slice('pg_'.length)} ${name}`, { columns: compared, told });
    }
  }
  return structure;
}

/** What was restored from a dump equals what was dumped, though PostgreSQL may print it in another way. */
const afterDumpOf = ({ name }: Filled, column: string, value: Value): Value =>
  typeof value === 'string' && `${name}.${column}` in definitions ? afterDump(value) : value;

function isLeftOut(names: Names, known: Map<Row, boolean>, catalog: Filled, row: Row): boolean {
  const before = known.get(row);
  if (before !== undefined) return before;
  const is =
    (catalog.name === 'pg_namespace' && left.test(String(row['nspname']))) ||
    [...names.owners(catalog, row)].some((owner) => isLeftOut(names, known, ...owner));
  known.set(row, is);
  return is;
}

/** In what the structure of a database differs from that of another one of the server, also in what initdb has made. */
export async function differencesBetween(
  wanted: pg.ClientBase,
  found: pg.ClientBase,
): Promise<readonly string[]> {
  const catalogs = await readCatalogs(wanted);
  const [theirs, ours] = await Promise.all([structureOf(wanted, catalogs), structureOf(found, catalogs)]);
  return [
    ...differencesOfStructures(theirs, ours),
    ...(await differencesOfBuiltIns(wanted, found, catalogs)),
  ];
}

async function differencesOfBuiltIns(
  wanted: pg.ClientBase,
  found: pg.ClientBase,
  catalogs: readonly Catalog[],
): Promise<readonly string[]> {
  const [theirs, ours] = await Promise.all([readBuiltIn(wanted, catalogs), readBuiltIn(found, catalogs)]);
  return [...theirs]
    .filter(([catalog, hash]) => hash !== ours.get(catalog))
    .map(([catalog]) => `~ PostgreSQL's own rows of ${catalog} differ`);
}

/** In what a structure differs from the one that is wanted, a line each. */
export function differencesOfStructures(wanted: Structure, found: Structure): readonly string[] {
  return [...new Set([...wanted.keys(), ...found.keys()])].sort().flatMap((object) => {
    const [before, after] = [wanted.get(object), found.get(object)];
    if (!after) return `- ${object} is missing`;
    if (!before) return `+ ${object} is not in the structure`;
    if (before.told === after.told) return [];
    const [theirs, ours] = [before.told, after.told].map((told): unknown[] => JSON.parse(told));
    const differing = before.columns.filter(
      (_, i) => JSON.stringify(theirs?.[i]) !== JSON.stringify(ours?.[i]),
    );
    return `~ ${object} differs in ${differing.join(', ')}`;
  });
}
