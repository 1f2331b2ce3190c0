import { type Catalog, isPartOf } from '../catalog.ts';
import { enumChanges } from './enums.ts';
import { belongsToAnother, creation, inOrder, isView, removal } from './objects.ts';

/** What tables may need before they are changed: no views on them; extensions, functions, values of enums. */
export function statementsBefore(from: Catalog, to: Catalog, ofOrm: readonly string[]): string[] {
  const created = [...to].filter(
    ([object, definition]) =>
      (object.startsWith('extension ') && !from.has(object)) ||
      (object.startsWith('function ') &&
        from.get(object) !== definition &&
        !ofOrm.some((sql) => makes(sql, object))),
  );
  const views = [...from].filter(([object, definition]) => isView(object) && to.get(object) !== definition);
  return [
    ...views.flatMap(([object]) => removal(object) ?? []),
    ...inOrder(created).flatMap(([object, definition]) => creation(object, definition) ?? []),
    ...enumChanges(from, to),
  ];
}

/**
 * Those of the schema's own statements that create what is not there, such as sequences, the tables of other schemas and
 * policies, or secure the rows of a table.
 */
export const missingStatements = (statements: readonly string[], from: Catalog, to: Catalog): string[] =>
  statements.filter((sql) => {
    const [, kind = '', name = ''] = CREATE.exec(sql) ?? [];
    const [, policy = '', table = ''] = CREATE_POLICY.exec(sql) ?? [];
    const [, secured] = SECURE.exec(sql) ?? [];
    if (secured !== undefined) {
      const isSecured = (catalog: Catalog) =>
        catalog.get(`table ${local(secured)}`)?.includes('row security');
      return isSecured(to) === true && isSecured(from) !== true;
    }
    const object =
      policy === '' ? `${kind.toLowerCase()} ${local(name)}` : `policy ${named(policy)} on ${local(table)}`;
    return to.has(object) && !from.has(object);
  });

const CREATE = /^create (schema|sequence|table) (?:if not exists )?([\w."]+)/i;
const CREATE_POLICY = /^create policy ("[^"]+"|\w+)\s+on ([\w."]+)/i;
const SECURE = /^alter table ([\w."]+) enable row level security$/i;

const local = (name: string): string => name.replace(/^public\./, '');

/** A policy's name is in the catalogue as it is. */
const named = (sql: string): string => (sql.startsWith('"') ? sql.slice(1, -1) : sql.toLowerCase());

/** What is left to be done when the ORM's statements have run. */
export function statementsAfter(from: Catalog, to: Catalog): string[] {
  const gone = [...from.keys()].filter((object) => object.startsWith('table ') && !to.has(object));
  // The rest goes with its table; tables that inherit from each other could be dropped in one order only.
  const goes = (object: string): boolean =>
    !object.startsWith('inheritance ') &&
    gone.some((table) => isPartOf(object, table.slice('table '.length)));
  // What rows or other objects hang on is never dropped to be made again.
  const canReturn = (object: string): boolean => /^(constraint|index|trigger|inheritance) /.test(object);
  const dropped = differing(from, to).filter(
    ([object]) => (!to.has(object) || canReturn(object)) && !goes(object),
  );
  const created = differing(to, from).filter(([object]) => !from.has(object) || canReturn(object));
  return [
    ...inOrder(dropped)
      .toReversed()
      .flatMap(([object]) => removal(object) ?? []),
    ...inOrder(created).flatMap(([object, definition]) => creation(object, definition) ?? []),
  ];
}

/** What a catalogue has that the other one has not, or has otherwise. */
const differing = (catalog: Catalog, other: Catalog) =>
  [...catalog].filter(
    ([object, definition]) => other.get(object) !== definition && !belongsToAnother(object, catalog),
  );

/** The ORM writes some functions of triggers itself. */
function makes(sql: string, object: string): boolean {
  const [, name] = /^create (?:or replace )?function (?:public\.)?"?(\w+)"?\s*\(/i.exec(sql) ?? [];
  return name !== undefined && object.startsWith(`function ${name}(`);
}
