import { declaredNames } from '../../database/declared-tables.ts';
import { historyOid, historyRows, historyTable, migrationNames } from '../../database/migration-status.ts';
import { nameOfClass } from '../../entities/table-name.ts';
import { counted } from '../../errors/format.ts';
import { type Check, type Finding, some } from '../check.ts';

/** Whether the migrations of the domain have run. */
export const migrations: Check<'migrations'> = {
  name: 'migrations',
  about: 'whether the migrations of the domain have run',
  limits: () => ({ warning: 'others have run too, of a newer version', failure: 'some have not run' }),
  async run({ client, domain }) {
    const { rows } = await client.query<{ readable: boolean | null; tables: number }>(
      `select has_table_privilege(${historyOid}, 'select') as readable,
              (select count(*)::int from pg_class c
                where relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1)) as tables`,
      [declaredNames(domain)],
    );
    const { readable = null, tables = 0 } = rows[0] ?? {};
    if (readable === false) {
      return {
        state: 'unknown',
        finding: `the role may not read ${historyTable}`,
        hint: `Let its owner run: grant select on ${historyTable} to the role.`,
      };
    }
    const done = readable
      ? (await client.query<{ name: string }>(`select name from ${historyRows} order by id`)).rows
      : [];
    return judge(
      domain.name,
      await migrationNames(domain),
      done.map(({ name }) => name),
      tables,
    );
  },
};

function judge(domain: string, known: readonly string[], done: readonly string[], tables: number): Finding {
  const pending = known.filter((name) => !done.includes(name));
  const strange = done.filter((name) => !known.includes(name));
  const up = `Run: npx seedbed migrate up --domain ${domain}`;
  if (pending.length === known.length && tables > 0) {
    return {
      state: 'unknown',
      finding: `the tables of ${domain} are there, but no migration of it made them`,
      hint: `See how they differ: npx seedbed migrate check --domain ${domain}`,
    };
  }
  if (pending.length === known.length && strange.length > 0) {
    return {
      state: 'failure',
      finding: `no migration of ${domain} has run, but ${strange.length} of something else: ${some(strange)}`,
      hint: 'Name the domain that the database holds (--domain), or another database.',
    };
  }
  if (pending.length > 0) {
    const finding = `${pending.length} of ${counted(known.length, 'migration')} of ${domain} pending: ${some(pending)}`;
    return { state: 'failure', finding, hint: up };
  }
  if (strange.length === 0) {
    return { state: 'ok', finding: `${counted(known.length, 'migration')} of ${domain}, none pending` };
  }
  return {
    state: 'warning',
    finding: `${counted(strange.length, 'migration')} of ${done.length} not known here: ${some(strange)}`,
    hint: 'Use the version of the project that has them.',
  };
}
