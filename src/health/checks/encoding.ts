import type { Check } from '../check.ts';

/** Whether a database holds every text, and still sorts as it did. */
export const encoding: Check<'encoding'> = {
  name: 'encoding',
  about:
    'in which encoding texts are kept, and whether the system still sorts them as when the indexes were made',
  limits: () => ({
    warning: 'SQL_ASCII, which takes whatever it gets; or a collation of another version',
    failure: 'any other than UTF8',
  }),
  async run({ client }) {
    const { rows } = await client.query<{ encoding: string; collation: string; made: string; now: string }>(
      `select pg_encoding_to_char(encoding) as encoding, datcollate as collation, datcollversion as made,
              pg_database_collation_actual_version(oid) as now
         from pg_database where datname = current_database()`,
    );
    const { encoding: found = '', collation = '', made, now } = rows[0] ?? {};
    const finding = `${found}, sorted by ${collation}`;
    if (found !== 'UTF8') {
      const hint = "Make a new database with encoding 'UTF8' template template0, and move the rows there.";
      return { state: found === 'SQL_ASCII' ? 'warning' : 'failure', finding, hint };
    }
    if (!made || !now || made === now) return { state: 'ok', finding };
    return {
      state: 'warning',
      finding: `${finding} of version ${made}, where the system has ${now}`,
      hint: 'Run reindex database, then alter database … refresh collation version.',
    };
  },
};
