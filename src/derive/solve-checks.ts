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
import { permute } from '../random/permutation.ts';
import { Stream } from '../random/stream.ts';
import { describeCall, isCalled } from '../rules/askable.ts';
import { valueIn } from './admitted.ts';
import { candidates, literalsIn, patternsOf, textsOf } from './check-candidates.ts';
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
    const isAsked = (check: CheckStructure): boolean => !problems.some((problem) => problem.check === check);
    const ordered = await orderedIn(client, { ...table, checks: table.checks.filter(isAsked) }, names);
    unsolved.push(...problems);
    tables.push({
      ...table,
      ...(admitted && { admitted }),
      ...(ordered.length > 0 && { ordered }),
    });
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
  const kept = found.slice(0, KEPT).map((row) => row.map(({ cell }) => cell));
  const literals = [...context.literals].map(([column, keys]) => [column, keys.map(({ value }) => value)]);
  const admitted = {
    columns,
    rows: kept,
    ...(literals.length > 0 && { literals: Object.fromEntries(literals) }),
  };
  return { admitted: kept.length === 0 ? undefined : admitted, problems };
}

/** The pairs of keys to one table of which a check admits one order only. */
async function orderedIn(
  client: pg.ClientBase,
  table: TableStructure,
  names: Names,
): Promise<[string, string][]> {
  const targetOf = (column: string): string | undefined =>
    givenKeys(table).find(({ columns }) => columns.join() === column)?.table;
  const ordered: [string, string][] = [];
  for (const check of table.checks) {
    const [one, other, ...more] = check.columns;
    if (one === undefined || other === undefined || more.length > 0) continue;
    if (targetOf(one) === undefined || targetOf(one) !== targetOf(other)) continue;
    const columns = [one, other].map((name) => columnNamed(table, name));
    const context = { table, columns, checks: [check], names, literals: new Map(), patterns: new Map() };
    const keyed = ([1, 2] as const).map((number) => columns.map((column) => keptKey(column, number)));
    const [low = [], high = []] = keyed;
    const rises = [
      [low, high],
      [high, low],
    ].map(([first = [], second = []], i) =>
      [first[0], second[1]].flatMap((key) => (key ? [{ ...key, cell: { value: i } }] : [])),
    );
    const passed = await admittedOf(client, context, rises);
    const [only, also] = passed.map(([candidate]) => candidate?.cell);
    if (only && !also) ordered.push('value' in only && only.value === 0 ? [one, other] : [other, one]);
  }
  return ordered;
}

/** The combinations that are admitted: of rows as they are made, then of literals, then also of those for unique columns. */
async function attempt(
  client: pg.ClientBase,
  given: Omit<SolveContext, 'columns' | 'literals' | 'patterns'>,
  rows: readonly AnyRow[],
): Promise<{ context: SolveContext; found: readonly (readonly Candidate[])[] }> {
  const { table, checks } = given;
  const wanted = [...new Set(checks.flatMap((check) => check.columns))];
  // Which rows a row points to is settled before its other columns are made.
  const [references, others] = [true, false].map((is) =>
    wanted.filter((name) => isReference(table, name) === is),
  );
  const columns = [...(references ?? []), ...(others ?? [])]
    .map((name) => columnNamed(table, name))
    .filter(({ computed }) => computed === undefined);
  const context: SolveContext = { ...given, columns, literals: new Map(), patterns: new Map() };
  if (columns.length === 0) return { context, found: [] };
  const made = await admittedOf(client, context, madeRows(context, rows));
  const literals = await literalKeys(client, context, made);
  if (made.length >= ENOUGH && literals.size === 0) return { context, found: made };
  const patterned = { ...context, literals, patterns: await patternsFor(client, context) };
  const found = [
    // Not so many that no row of a literal is kept.
    ...made.slice(0, KEPT / 2),
    ...(await admittedOf(client, patterned, combinations(patterned, rows, false))),
  ];
  const isWithout = (i: number): boolean =>
    !found.some((row) => row[i] && ('kept' in row[i].cell || 'pattern' in row[i].cell));
  // A unique column whose own values are all refused.
  const isFixed = columns.some(({ name }, i) => isUnique(name, table) && isWithout(i));
  return {
    context: patterned,
    found: isFixed ? await admittedOf(client, patterned, combinations(patterned, rows, true)) : found,
  };
}

interface SolveContext {
  readonly table: TableStructure;
  readonly columns: readonly ColumnStructure[];
  readonly checks: readonly CheckStructure[];
  readonly names: Names;
  /** By keys, those of certain rows, with which a check comes out otherwise than with any other. */
  readonly literals: ReadonlyMap<string, readonly Candidate[]>;
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

/** So many of the rows that pass are tried with literals in the place of keys. */
const COMPARED = 8;

/**
 * Keys that stand in a check, where it is about the rows that have them: one of them is refused in a row that passes with
 * another key, or none passes with another key.
 */
async function literalKeys(
  client: pg.ClientBase,
  context: SolveContext,
  made: readonly (readonly Candidate[])[],
): Promise<SolveContext['literals']> {
  const { table, columns, checks } = context;
  const found = new Map<string, readonly Candidate[]>();
  for (const [i, column] of columns.entries()) {
    if (!isReference(table, column.name) || column.labels) continue;
    const values = literalsIn(column, expressionsOf(checks, column)).filter((value) => isHeld(column, value));
    if (values.length === 0) continue;
    const keys = values.map((value): Candidate => ({ value, cell: { value } }));
    const passing = made.filter((row) => row[i] && 'kept' in row[i].cell).slice(0, COMPARED);
    const tried = passing.flatMap((row) => keys.map((key) => row.with(i, key))).slice(0, KEPT);
    const passed = tried.length === 0 ? [] : await admittedOf(client, context, tried);
    if (tried.length === 0 || passed.length < tried.length) found.set(column.name, keys);
  }
  return found;
}

const expressionsOf = (checks: readonly CheckStructure[], { name }: ColumnStructure): string[] =>
  checks.filter(({ columns }) => columns.includes(name)).map(({ expression }) => expression);

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
function madeRows({ table, columns, checks, names }: SolveContext, rows: readonly AnyRow[]): Candidate[][] {
  const random = new Stream().rekey(keyOf(`keys of ${table.name}`));
  const makers = columns.map((column) => {
    if (!isReference(table, column.name)) return ownValue(table, column, names);
    const [keys, none] = [keptKeys(column, table, checks), { value: null, cell: { value: null } }];
    return () => (column.nullable && random.chance(0.5) ? none : random.pick(keys));
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

/**
 * The keys of two rows, which only have to be there and are in none of the checks. Each key of a table to the same one has
 * other rows', of which one comes before and one after those of the others.
 */
function keptKeys(
  column: ColumnStructure,
  table: TableStructure,
  checks: readonly CheckStructure[],
): Candidate[] {
  const keys = givenKeys(table);
  const place = 1 + keys.findIndex(({ columns }) => columns.includes(column.name));
  const literals = literalsIn(column, expressionsOf(checks, column)).map(Number).filter(Number.isInteger);
  const behind = Math.max(0, ...literals);
  // Not among the least numbers that a type holds.
  const from = behind < 30_000 ? behind : 0;
  return [place, 2 * keys.length + 1 - place].map((number) => keptKey(column, from + number));
}

const keptKey = ({ over, labels = [] }: ColumnStructure, number: number): Candidate => {
  const { name } = sqlType(over);
  const value = labels[(number - 1) % labels.length] ?? keyOfType[name]?.(number) ?? String(number);
  return { value, cell: { kept: true } };
};

const dayOfKey = (number: number): string => `2026-01-${10 + (number % 20)}`;

const keyOfType: Readonly<Record<string, (number: number) => unknown>> = {
  uuid: (number) => `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`,
  boolean: (number) => number % 2 === 1,
  date: dayOfKey,
  timestamp: (number) => `${dayOfKey(number)} 10:00:00`,
  timestamptz: (number) => `${dayOfKey(number)} 10:00:00+00`,
  inet: (number) => `192.0.2.${number % 250}`,
  interval: (number) => `${number} days`,
  time: (number) => `10:${10 + (number % 50)}:00`,
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
  const { table, columns, checks, names, literals, patterns } = context;
  const faker = new KeyedFaker();
  const lists = columns.map((column): Candidate[] => {
    const { pattern, texts = [] } = patterns.get(column.name) ?? {};
    faker.rekey(keyOf(table.name), keyOf(column.name), DEFAULT_NOW);
    const expressions = expressionsOf(checks, column);
    const own = rows.slice(0, 6).map(ownValue(table, column, names));
    const values =
      pattern !== undefined
        ? texts.slice(0, 3).map((value) => ({ value, cell: { pattern } }))
        : isReference(table, column.name)
          ? [
              ...keptKeys(column, table, checks),
              ...(column.labels ?? []).map((value) => ({ value, cell: { value } })),
              ...(literals.get(column.name) ?? []),
            ]
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
  const key = keyOf(`combinations of ${table.name}`);
  const random = new Stream().rekey(key);
  return Array.from({ length: Math.min(total, COMBINATIONS) }, (_, i) => {
    // In any order: the first that pass are to be of all kinds.
    let place = total <= COMBINATIONS ? permute(key, total, i) : Math.floor(random.unit() * total);
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
): Promise<(readonly Candidate[])[]> {
  const found: (readonly Candidate[])[] = [];
  for (let from = 0; from < rows.length && found.length < KEPT; from += ASKED)
    found.push(...(await admittedAmong(client, context, rows.slice(from, from + ASKED))));
  return found;
}

async function admittedAmong(
  client: pg.ClientBase,
  { table, columns, checks }: SolveContext,
  rows: readonly (readonly Candidate[])[],
): Promise<(readonly Candidate[])[]> {
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
    return row ? [row] : [];
  });
}

/** JSON as it is, anything else as PostgreSQL reads it. */
function jsonOf(column: ColumnStructure, value: unknown): unknown {
  if (value === null || /^jsonb?$/.test(column.over)) return value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const { type, over, labels: values } = column;
  return typeOf({ type, over, ...(values && { values }) }).text(value);
}
