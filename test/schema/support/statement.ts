import { escapeIdentifier } from 'pg';

export type Row = Readonly<Record<string, unknown>>;

/** A statement with its parameters, ready for `client.query`. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

export function sql(text: string, ...values: unknown[]): Statement {
  return { text, values };
}

export function insertRow(table: string, row: Row): Statement {
  const names = Object.keys(row).map(escapeIdentifier).join(', ');
  const marks = Object.keys(row).map((_, index) => `$${index + 1}`);
  return {
    text: `insert into ${escapeIdentifier(table)} (${names}) values (${marks.join(', ')})`,
    values: Object.values(row),
  };
}

/** `update table set … where …`, every condition an equality. */
export function update(table: string, where: Row, set: Row): Statement {
  const assignments = Object.keys(set).map((name, index) => `${escapeIdentifier(name)} = $${index + 1}`);
  const offset = assignments.length;
  return {
    text: `update ${escapeIdentifier(table)} set ${assignments.join(', ')} where ${conditions(where, offset)}`,
    values: [...Object.values(set), ...Object.values(where)],
  };
}

export function remove(table: string, where: Row): Statement {
  return {
    text: `delete from ${escapeIdentifier(table)} where ${conditions(where, 0)}`,
    values: Object.values(where),
  };
}

function conditions(where: Row, offset: number): string {
  return Object.keys(where)
    .map((name, index) => `${escapeIdentifier(name)} = $${offset + index + 1}`)
    .join(' and ');
}
