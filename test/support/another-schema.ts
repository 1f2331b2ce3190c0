import pg from 'pg';

/** Clients whose questions about settings are answered by functions of another schema than PostgreSQL's own. */
export const settingsOf = (schema: string): typeof pg.Client =>
  class extends pg.Client {
    // The driver's overloads are not repeated here: what is given is passed on.
    override query = ((statement: unknown, ...others: unknown[]): unknown =>
      Reflect.apply(super.query, this, [
        typeof statement === 'string'
          ? statement.replaceAll('pg_catalog.current_setting(', `${schema}.current_setting(`)
          : statement,
        ...others,
      ])) as pg.Client['query'];
  };
