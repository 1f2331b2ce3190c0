import pg from 'pg';
import { type ForeignCall, foreignCalls } from '../database/foreign-code.ts';
import { fullName, partsOfName } from '../entities/table-name.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { ColumnValues } from '../load/column-values.ts';
import type { AnyRow } from '../load/sink.ts';
import { typeOf } from '../load/types/index.ts';
import { sqlType } from '../load/types/sql-type.ts';
import { Address } from '../random/address.ts';
import { DEFAULT_NOW } from '../random/clock.ts';
import { KeyedFaker } from '../random/fake.ts';
import { keyOf } from '../random/key.ts';
import { Stream } from '../random/stream.ts';
import { describeCall, isCalled } from '../rules/askable.ts';
import { valueIn } from './admitted.ts';
import { candidates, patternsOf, textsOf } from './check-candidates.ts';
import { columnNamed, givenKeys, isFilled, isReference, isUnique } from './keys.ts';
import type { Names } from './names.ts';
import type {
  AdmittedCell,
  CheckStructure,
  ColumnStructure,
  DatabaseStructure,
  TableStructure,
  UnsolvedCheck,
} from './structure.ts';

/** Rows of a factory that are tried as they are. */
const ROWS = 300;
/** Combinations of literals that are tried where too few of those rows pass. */
const COMBINATIONS = 20_000;
/** So many that pass are enough, and as many at most are kept. */
const ENOUGH = 40;
const KEPT = 200;
/** So many are asked about at once: mostly the first of them are enough. */
const ASKED = 500;

/** A value that is tried in a column, and what is kept of it. */
interface Candidate {
  readonly value: unknown;
  readonly cell: AdmittedCell;
}

/**
 * Asks PostgreSQL which values the checks of tables admit. Of each table it tries rows as its factory makes them, then
 * combinations of the literals that stand in the checks. No SQL is parsed.
 *
 * @param factories those of the tables, without what checks admit
 */
export async function solveChecks(
  client: pg.ClientBase,
  structure: DatabaseStructure,
  { factories, names }: { readonly factories: ReadonlyMap<string, AnyFactory>; readonly names: Names },
): Promise<DatabaseStructure> {
  const unsolved: UnsolvedCheck[] = [];
  const tables: TableStructure[] = [];
  const calls = await foreignCalls(client);
  for (const table of structure.tables) {
    const factory = factories.get(table.name);
    if (table.checks.length === 0 || !factory) {
      tables.push(table);
      continue;
    }
    const { admitted, problems } = await solve(client, table, rowsOf(factory), { names, calls });
    unsolved.push(...problems);
    tables.push(admitted ? { ...table, admitted } : table);
  }
  return { ...structure, tables, unsolved };
}

function rowsOf(factory: AnyFactory): AnyRow[] {
  const root = Address.root({ seed: 0, now: DEFAULT_NOW });
  // Nothing is given, whatever its types ask for: parents are null, which the solver sees to.
  return Array.from(
    { length: ROWS },
    (_, n) => factory.row(root.child(factory.name, n), {} as never) as AnyRow,
  );
}

async function solve(
  client: pg.ClientBase,
  table: TableStructure,
  rows: readonly AnyRow[],
  { names, calls }: { readonly names: Names; readonly calls: readonly ForeignCall[] },
) {
  const problems = [...(await problemsOf(client, table, table.checks, calls))];
  const checks = table.checks.filter((check) => !problems.some((problem) => problem.check === check));
  let { context, found } = await attempt(client, { table, checks, names }, rows);
  if (found.length === 0 && checks.length > 0) {
    // Which of them it is that nothing satisfies; the others are asked without it.
    for (const check of checks) {
      const alone = await attempt(client, { table, checks: [check], names }, rows);
      if (alone.found.length === 0) problems.push({ table: table.name, check });
    }
    const solvable = checks.filter((check) => !problems.some((problem) => problem.check === check));
    if (solvable.length === checks.length)
      problems.push(...checks.map((check) => ({ table: table.name, check })));
    else ({ context, found } = await attempt(client, { table, checks: solvable, names }, rows));
  }
  const columns = context.columns.map(({ name }) => name);
  return { admitted: found.length === 0 ? undefined : { columns, rows: found.slice(0, KEPT) }, problems };
}

/** The combinations that are admitted: of rows as they are made, then of literals, then also of those for unique columns. */
async function attempt(
  client: pg.ClientBase,
  given: Omit<SolveContext, 'columns' | 'patterns'>,
  rows: readonly AnyRow[],
): Promise<{ context: SolveContext; found: readonly AdmittedCell[][] }> {
  const { table, checks } = given;
  const wanted = [...new Set(checks.flatMap((check) => check.columns))];
  // Which rows a row points to is settled before its other columns are made.
  const [references, others] = [true, false].map((is) =>
    wanted.filter((name) => isReference(table, name) === is),
  );
  const columns = [...(references ?? []), ...(others ?? [])]
    .map((name) => columnNamed(table, name))
    .filter(({ computed }) => computed === undefined);
  const context: SolveContext = { ...given, columns, patterns: new Map() };
  if (columns.length === 0) return { context, found: [] };
  const made = await admittedOf(client, context, madeRows(context, rows));
  if (made.length >= ENOUGH) return { context, found: made };
  const patterned = { ...context, patterns: await patternsFor(client, context) };
  const found = [...made, ...(await admittedOf(client, patterned, combinations(patterned, rows, false)))];
  const isWithout = (i: number): boolean =>
    !found.some((row) => row[i] && ('kept' in row[i] || 'pattern' in row[i]));
  // A unique column whose own values are all refused.
  const isFixed = columns.some(({ name }, i) => isUnique(name, table) && isWithout(i));
  return {
    context,
    found: isFixed ? await admittedOf(client, patterned, combinations(patterned, rows, true)) : found,
  };
}

interface SolveContext {
  readonly table: TableStructure;
  readonly columns: readonly ColumnStructure[];
  readonly checks: readonly CheckStructure[];
  readonly names: Names;
  /** Texts by columns, of a regular expression of which any text will do. */
  readonly patterns: ReadonlyMap<string, Pattern>;
}

interface Pattern {
  readonly pattern: string;
  readonly texts: readonly string[];
}

/** So many texts of a regular expression pass where any is taken to do. */
const OF_ANY = 60;

/** Regular expressions of columns whose checks are about nothing else, and have let all texts of them pass. */
async function patternsFor(client: pg.ClientBase, context: SolveContext): Promise<SolveContext['patterns']> {
  const { table, columns, checks } = context;
  const found = new Map<string, Pattern>();
  const faker = new KeyedFaker();
  for (const column of columns) {
    const its = checks.filter((check) => check.columns.includes(column.name));
    if (isReference(table, column.name) || its.some((check) => check.columns.length > 1)) continue;
    faker.rekey(keyOf(`patterns of ${table.name}`), keyOf(column.name), DEFAULT_NOW);
    for (const pattern of its.flatMap(({ expression }) => patternsOf(column, expression))) {
      const texts = textsOf(pattern, OF_ANY, faker);
      if (found.has(column.name) || !texts.every((text) => isHeld(column, text))) continue;
      const rows = texts.map((value) => [{ value, cell: { value } }]);
      const passed = await admittedOf(client, { ...context, columns: [column], checks: its }, rows);
      if (passed.length === OF_ANY) found.set(column.name, { pattern, texts });
    }
  }
  return found;
}

/** The checks that PostgreSQL cannot be asked about: they say more than it can tell of a row alone, or run code of others. */
async function problemsOf(
  client: pg.ClientBase,
  table: TableStructure,
  checks: readonly CheckStructure[],
  calls: readonly ForeignCall[],
): Promise<readonly UnsolvedCheck[]> {
  const call = calls.find((one) => checks.some(({ expression }) => isCalled(expression, one)));
  const problem = call ? describeCall(call) : await refusalOf(client, table, checks);
  if (problem === undefined) return [];
  const [check, ...others] = checks;
  if (check && others.length === 0) return [{ table: table.name, check, problem }];
  const problems: UnsolvedCheck[] = [];
  for (const one of checks) problems.push(...(await problemsOf(client, table, [one], calls)));
  return problems;
}

/** What PostgreSQL says where it cannot evaluate them for a row. */
async function refusalOf(
  client: pg.ClientBase,
  { name }: TableStructure,
  checks: readonly CheckStructure[],
): Promise<string | undefined> {
  const conditions = checks.map(({ expression }) => `(${expression})`).join(' and ');
  try {
    await client.query(`select from (select (null::${fullName(name)}).*) as r where ${conditions}`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a row of the factory has; a foreign key, which has none yet, is null in some and a key in others. */
function madeRows({ table, columns, names }: SolveContext, rows: readonly AnyRow[]): Candidate[][] {
  const random = new Stream().rekey(keyOf(`keys of ${table.name}`));
  const makers = columns.map((column) => {
    if (!isReference(table, column.name)) return ownValue(table, column, names);
    const [key, none] = [keptKey(column, table), { value: null, cell: { value: null } }];
    return () => (column.nullable && random.chance(0.5) ? none : key);
  });
  return rows.map((row) => makers.map((make) => make(row)));
}

/** The value of a row. What must be unique is made anew for each row. */
function ownValue(table: TableStructure, column: ColumnStructure, names: Names): (row: AnyRow) => Candidate {
  const property = names.propertyOf(table.name, column.name);
  const unique = isUnique(column.name, table);
  return (row) => {
    const value = row[property] ?? null;
    return value !== null && unique ? { value, cell: { kept: true } } : candidateOf(column, value);
  };
}

/** The key of some row, which only has to be there; each key of a table to the same one has another row's. */
const keptKey = ({ name: own, over, labels }: ColumnStructure, table: TableStructure): Candidate => {
  const { name } = sqlType(over);
  const place = givenKeys(table).findIndex(({ columns }) => columns.includes(own));
  const number = isWhole(name) ? String(place + 1) : undefined;
  const value = labels?.[0] ?? number ?? SOME_KEY[name] ?? '1';
  return { value, cell: { kept: true } };
};

const isWhole = (type: string): boolean => /^(smallint|int|bigint)$/.test(type);

const SOME_KEY: Readonly<Record<string, unknown>> = {
  uuid: '00000000-0000-8000-8000-000000000001',
  boolean: true,
  date: '2026-01-14',
  timestamp: '2026-01-14 10:00:00',
  timestamptz: '2026-01-14 10:00:00+00',
};

function candidateOf({ over }: ColumnStructure, value: unknown): Candidate {
  if (value instanceof Date) return { value, cell: { after: value.getTime() - DEFAULT_NOW.getTime() } };
  if (typeof value === 'bigint') return { value, cell: { value: Number(value) } };
  const isDay = sqlType(over).name === 'date' && typeof value === 'string';
  return { value, cell: isDay ? { after: Date.parse(value) - DEFAULT_NOW.getTime() } : { value } };
}

/**
 * Combinations of a few values of each column, spread over all that there are.
 *
 * @param isFixed whether unique columns take literals too: then there are no more rows than these
 */
function combinations(context: SolveContext, rows: readonly AnyRow[], isFixed: boolean): Candidate[][] {
  const { table, columns, checks, names, patterns } = context;
  const faker = new KeyedFaker();
  const lists = columns.map((column): Candidate[] => {
    const { pattern, texts = [] } = patterns.get(column.name) ?? {};
    faker.rekey(keyOf(table.name), keyOf(column.name), DEFAULT_NOW);
    const expressions = checks
      .filter((check) => check.columns.includes(column.name))
      .map(({ expression }) => expression);
    const own = rows.slice(0, 6).map(ownValue(table, column, names));
    const values =
      pattern !== undefined
        ? texts.slice(0, 3).map((value) => ({ value, cell: { pattern } }))
        : isReference(table, column.name)
          ? [keptKey(column, table), ...(column.labels ?? []).map((value) => ({ value, cell: { value } }))]
          : [
              ...own.filter(({ value }) => value !== null),
              ...(isUnique(column.name, table) && !isFixed ? [] : candidates(column, expressions, faker))
                .filter((value) => isHeld(column, value))
                .map((value) => ({ value, cell: { value } })),
            ];
    const isNullable = column.nullable && !isFilled(column.name, table);
    return isNullable ? [...values, { value: null, cell: { value: null } }] : values;
  });
  const total = lists.reduce((product, list) => product * list.length, 1);
  const random = new Stream().rekey(keyOf(`combinations of ${table.name}`));
  return Array.from({ length: Math.min(total, COMBINATIONS) }, (_, i) => {
    let place = total <= COMBINATIONS ? i : Math.floor(random.unit() * total);
    return lists.map((list) => {
      const one = list[place % list.length] ?? { value: null, cell: { value: null } };
      place = Math.floor(place / list.length);
      return one;
    });
  });
}

/** Whether a column takes a value at all. */
function isHeld(column: ColumnStructure, value: unknown): boolean {
  const { name, type, over, labels: values } = column;
  const known = { property: name, name, type, over, nullable: true, notNull: '', ...(values && { values }) };
  return new ColumnValues('', known).brokenBy(valueIn(column, value)) === undefined;
}

/** The first combinations that satisfy all checks. */
async function admittedOf(
  client: pg.ClientBase,
  context: SolveContext,
  rows: readonly (readonly Candidate[])[],
): Promise<AdmittedCell[][]> {
  const found: AdmittedCell[][] = [];
  for (let from = 0; from < rows.length && found.length < KEPT; from += ASKED)
    found.push(...(await admittedAmong(client, context, rows.slice(from, from + ASKED))));
  return found;
}

async function admittedAmong(
  client: pg.ClientBase,
  { table, columns, checks }: SolveContext,
  rows: readonly (readonly Candidate[])[],
): Promise<AdmittedCell[][]> {
  const asked = rows.map((row, place) => ({
    place,
    row: Object.fromEntries(columns.map((column, i) => [column.name, jsonOf(column, row[i]?.value ?? null)])),
  }));
  // A type with conditions would refuse a value at once.
  const types = columns.map(({ name, over }) => `${pg.escapeIdentifier(name)} ${over}`);
  const conditions = checks.map(({ expression }) => `coalesce((${expression}), true)`).join(' and ');
  const { rows: found } = await client.query<{ place: number }>(
    `select (asked.asked ->> 'place')::int as place
       from jsonb_array_elements($1::jsonb) as asked (asked)
      where exists (
        select from jsonb_to_record(asked.asked -> 'row') as ${pg.escapeIdentifier(partsOfName(table.name).name)} (${types.join()})
         where ${conditions})
      order by 1`,
    [JSON.stringify(asked)],
  );
  return found.flatMap(({ place }) => {
    const row = rows[place];
    return row ? [row.map(({ cell }) => cell)] : [];
  });
}

/** JSON as it is, anything else as PostgreSQL reads it. */
function jsonOf(column: ColumnStructure, value: unknown): unknown {
  if (value === null || /^jsonb?$/.test(column.over)) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const { type, over, labels: values } = column;
  return typeOf({ type, over, ...(values && { values }) }).text(value);
}
