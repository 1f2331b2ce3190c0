import type pg from 'pg';

/** Runs a statement on some connection; resolves to its rows. */
export type Ask = <Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** @example await askOn(client)<{ name: string }>('select current_database() as name') // [{ name: 'course' }] */
export const askOn =
  (client: pg.ClientBase): Ask =>
  async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows;
