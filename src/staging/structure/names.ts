import type { Reference } from './catalogs.ts';
import { isUnordered } from './columns.ts';
import type { Filled, Row, Value } from './rows.ts';

/** References to an object of any catalog: where its catalog, its OID and the number of its column stand. */
const polymorphic = [
  ['classid', 'objid', 'objsubid'],
  ['refclassid', 'refobjid', 'refobjsubid'],
  ['classoid', 'objoid', 'objsubid'],
] as const;

const NONE = '0';

interface Column {
  readonly reference: ((row: Row, value: Value) => Value) | undefined;
  readonly isSet: boolean;
}

/** Says what rows of catalogs are in words that mean the same in every database: names in place of OIDs and numbers. */
export class Names {
  readonly #catalogs: ReadonlyMap<string, Filled>;
  readonly #byOid: ReadonlyMap<string, Filled>;
  readonly #rows = new Map<string, Row>();
  readonly #attributes = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #columns = new Map<Filled, ReadonlyMap<string, Column>>();

  constructor(catalogs: readonly Filled[]) {
    this.#catalogs = new Map(catalogs.map((catalog) => [catalog.name, catalog]));
    this.#byOid = new Map(catalogs.map((catalog) => [catalog.oid, catalog]));
    for (const { name, rows } of catalogs) {
      for (const row of rows) {
        if (typeof row['oid'] === 'string') this.#rows.set(`${name} ${row['oid']}`, row);
        if (name === 'pg_attribute')
          this.#attributes.set(`${row['attrelid']} ${row['attnum']}`, String(row['attname']));
      }
    }
  }

  /** The name of a row: the columns of its key, such as `public.course.title`. */
  ofRow(catalog: Filled, row: Row): string {
    // While it is made beside another one, it has another name.
    if (catalog.name === 'pg_database') return 'this';
    const parts: string[] = [];
    let own = '';
    let lists = '';
    for (const column of keyOf(catalog, row)) {
      const value = this.value(catalog, row, column);
      if (value === null || value === NONE) continue;
      if (Array.isArray(value)) lists += `(${value.join(', ')})`;
      else if (this.#columnsOf(catalog).get(column)?.reference) parts.push(String(value));
      else own += `.${quoted(String(value))}`;
    }
    return (parts.join('.') + own + lists).replace(/^\./, '');
  }

  /** What stands in a column. */
  value(catalog: Filled, row: Row, column: string): Value {
    const value = row[column] ?? null;
    const { reference, isSet = false } = this.#columnsOf(catalog).get(column) ?? {};
    if (value === null || value === NONE || !(reference || isSet)) return value;
    if (!Array.isArray(value)) return reference ? reference(row, value) : value;
    const told = reference ? value.map((one) => reference(row, one)) : value.map(String);
    return isSet ? told.sort() : told;
  }

  /** The rows to whose key another row belongs: a table to a column. */
  *owners(catalog: Filled, row: Row): Iterable<readonly [Filled, Row]> {
    for (const { columns, target } of catalog.references) {
      const [column = ''] = columns;
      const found = catalog.key.includes(column) && columns.length === 1 && this.#find(target, row[column]);
      if (found) yield found;
    }
    for (const [catalogOid, oid] of polymorphic) {
      const target = this.#byOid.get(String(row[catalogOid]));
      const found = target && this.#find(target.name, row[oid]);
      if (found) yield found;
    }
  }

  #find(catalog: string, oid: Value | undefined): readonly [Filled, Row] | undefined {
    const [target, row] = [this.#catalogs.get(catalog), this.#rows.get(`${catalog} ${oid}`)];
    return target && row && [target, row];
  }

  #columnsOf(catalog: Filled): ReadonlyMap<string, Column> {
    const known = this.#columns.get(catalog);
    if (known) return known;
    const columns = new Map(
      catalog.columns.map(([name, type]) => [
        name,
        { reference: this.#referenceOf(catalog, name), isSet: isUnordered(name, type) },
      ]),
    );
    this.#columns.set(catalog, columns);
    return columns;
  }

  #referenceOf(catalog: Filled, column: string): ((row: Row, value: Value) => Value) | undefined {
    const listed = catalog.references.find(({ columns }) => columns.at(-1) === column);
    if (listed) return (row, value) => this.#referred(listed, row, value);
    for (const [catalogOid, oid, number] of polymorphic) {
      if (!catalog.columns.some(([name]) => name === catalogOid)) continue;
      const nameOfCatalog = (row: Row) => this.#byOid.get(String(row[catalogOid]))?.name ?? '';
      if (column === oid) return (row, value) => this.#nameOf(nameOfCatalog(row), value);
      if (column === number) {
        return (row, value) => (nameOfCatalog(row) === 'pg_class' ? this.#attribute(row[oid], value) : value);
      }
    }
    return undefined;
  }

  #referred({ columns: [first = '', second], target }: Reference, row: Row, value: Value): Value {
    return second === undefined ? this.#nameOf(target, value) : this.#attribute(row[first], value);
  }

  #attribute(table: Value | undefined, number: Value): Value {
    return this.#attributes.get(`${table} ${number}`) ?? number;
  }

  #nameOf(catalog: string, oid: Value): Value {
    const key = `${catalog} ${oid}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const found = this.#find(catalog, oid);
    // What belongs to the server has the same OID for all of its databases.
    if (!found) return (catalog === 'pg_class' && this.#byOid.get(String(oid))?.name) || oid;
    const name = this.ofRow(...found);
    this.#names.set(key, name);
    return name;
  }
}

/** Triggers of PostgreSQL's own have no name that means anything. */
const keyOf = ({ name, key }: Filled, row: Row): readonly string[] =>
  name === 'pg_trigger' && row['tgname'] === null ? [...key, 'tgconstraint', 'tgfoid'] : key;

const quoted = (name: string): string => (/^[a-z_][a-z0-9_$]*$/.test(name) ? name : JSON.stringify(name));
