import type pg from 'pg';

/** The side of a bare `create database` from the template that the kit has made, in milliseconds. */
export async function bareCopy(client: pg.Client) {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(datname) as name from pg_database where datname like 'seedbed\\_tpl\\_%'`,
  );
  const copy = `create database bare template ${rows[0]?.name} strategy file_copy`;
  return {
    figure: async (): Promise<number> => {
      const start = performance.now();
      await client.query(copy);
      return performance.now() - start;
    },
    cleanUp: async (): Promise<void> => {
      await client.query('drop database bare');
    },
  };
}
