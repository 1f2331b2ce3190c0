import { declaredConstraints } from '../database/constraints.ts';
import { type DatabaseError, isDatabaseError, tableOfError } from '../database/database-error.ts';
import { endedBy } from '../database/ended-by.ts';
import type { Schema } from '../entities/schema.ts';
import { partsOfName } from '../entities/table-name.ts';
import { LoadRefusedError } from '../errors/load-refused.ts';
import { serverHints } from '../errors/server-hints.ts';
import { shownName } from '../errors/shown.ts';
import { type Table, tablesOf } from './table.ts';

/** What to do about a SQLSTATE or its class; those left out are the data's or the schema's matter. */
const hints: Readonly<Record<string, string>> = {
  ...serverHints,
  '42': 'A trigger or function of that database fails: see what is at that table.',
  '42501': 'Ask the owner of the tables for the right to insert, or connect as the owner.',
  '55': 'Another session holds a lock: try again when it has ended.',
};

const OWN_RULES =
  'Its own constraints differ from those that the data was made for: compare them with `seedbed migrate check`.';
const OUR_RULE =
  'The data breaks a rule of its schema, which `seedbed rules` has in words: make rows that keep to it.';
const NO_VALUE = 'A value does not fit its column: change it where the data is made.';
const TRIGGER = 'A trigger or function of the database ended this: what it says is above.';

const CIRCLE =
  'These tables are in a circle: some rows point to rows that are written after them. Connect as the owner of the tables, whose keys then wait for the end, or make that key deferrable.';

/** What a refusal is explained with. */
interface Around {
  /** What the rows are of. */
  readonly schema?: Schema | undefined;
  /** Checks of the database that are others than those of the schema, whatever they are called. */
  readonly foreign?: readonly { readonly table: string; readonly name: string }[];
  /** What to do where a row with such values is there already. */
  readonly onDuplicate?: string | undefined;
}

/**
 * The failure of a load as an error that a user can act on; anything that did not come from PostgreSQL is
 * returned as it is.
 */
export function explainRefusal(error: unknown, around: Around = {}): unknown {
  const ended = endedBy(error);
  if (ended) return ended;
  const refused = refusedBy(error);
  if (!refused) return error;
  const { code: sqlState, message, constraint } = refused;
  const place = placeOf(refused, around.schema);
  return new LoadRefusedError({ sqlState, message, constraint, ...place }, hintFor(refused, around), error);
}

function hintFor(refused: DatabaseError, { schema, foreign = [], onDuplicate }: Around): string {
  const { code, constraint, column, detail = '' } = refused;
  const table = tableOfError(refused);
  const known = hints[code] ?? hints[code.slice(0, 2)];
  if (known !== undefined) return known;
  if (code === '23505' && onDuplicate !== undefined) return onDuplicate;
  if (/^(P0|42)/.test(code)) return TRIGGER;
  if (code.startsWith('22')) return NO_VALUE;
  const [, missing] = /is not present in table "(.*)"\.$/.exec(detail) ?? [];
  const order = schema ? tablesOf(schema).map(({ name }) => name) : [];
  // Its schema is not said.
  const target = order.findLastIndex((name) => partsOfName(name).name === missing);
  if (code === '23503' && target > order.indexOf(table ?? '')) return CIRCLE;
  const declared = schema ? declaredConstraints(schema) : [];
  const isForeign = foreign.some((one) => one.table === table && one.name === constraint);
  const isOurs =
    !isForeign &&
    declared.some(
      (one) =>
        one.table === table &&
        (code === '23502' ? one.kind === 'not null' && one.column === column : one.name === constraint),
    );
  return isOurs ? OUR_RULE : OWN_RULES;
}

/** As far as PostgreSQL says it: of a row that was copied there is the number of its line, and its beginning. */
function placeOf(refused: DatabaseError, schema: Schema | undefined) {
  const { column, where = '', detail = '' } = refused;
  const [, copied, line, inColumn, text = ''] =
    /^COPY ([^,\n]+), line (\d+)(?:, column ([^:\n]+))?(?:: "(.*))?/s.exec(where) ?? [];
  const at = { table: tableOfError(refused) ?? calledSo(copied, schema), column: column ?? inColumn };
  const [key] = /^Key .*? (already exists|is not present|is still referenced|conflicts)/s.exec(detail) ?? [];
  const known = schema && tablesOf(schema).find(({ name }) => name === at.table);
  const ofRow = inColumn === undefined ? keyIn(text, known) : undefined;
  const told = [
    line === undefined ? undefined : `It is row ${line} of those that were sent together${ofRow ?? ''}`,
    key === undefined ? undefined : shownName(detail.split('\n')[0] ?? ''),
  ].filter((one) => one !== undefined);
  return { ...at, row: told.length > 0 ? told.join('. ').replace(/\.$/, '') : undefined };
}

/** Of a COPY, PostgreSQL says no schema. */
function calledSo(table: string | undefined, schema: Schema | undefined): string | undefined {
  if (table === undefined || !schema) return table;
  const all = tablesOf(schema).filter(({ name }) => partsOfName(name).name === table);
  return all.length === 1 ? all[0]?.name : table;
}

/** The key of a row that begins so; PostgreSQL shows no more than that. Other columns may hold what is not to be shown. */
function keyIn(text: string, table: Table | undefined): string | undefined {
  if (!table) return undefined;
  const fields = text.split('\t');
  const key = table.primary.map((name) => {
    const i = table.columns.findIndex((column) => column.name === name);
    // The last one may be cut off.
    return i < 0 || i >= fields.length - 1 ? undefined : `${name} ${shownName(fields[i] ?? '')}`;
  });
  return key.includes(undefined) ? undefined : `, with the ${key.join(', ')}`;
}

/** PostgreSQL's refusal as the driver has thrown it, or the ORM. */
export const refusedBy = (error: unknown): DatabaseError | undefined =>
  isDatabaseError(error) ? error : undefined;
