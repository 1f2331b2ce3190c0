import { compatibility, type Incompatibility } from '../../database/compatibility.ts';
import { declaredNames, declaredTables } from '../../database/declared-tables.ts';
import { findDrift } from '../../database/drift.ts';
import { isQueryTimeout } from '../../database/query-timeout.ts';
import { nameOfClass } from '../../entities/table-name.ts';
import { ConnectionFailedError } from '../../errors/connection-failed.ts';
import { hasCode } from '../../errors/error.ts';
import { counted } from '../../errors/format.ts';
import { type Check, type Finding, type Subject, some } from '../check.ts';
import { connectionUses, tightest } from './connections.ts';

/** To the database and the scratch database. */
const NEEDED = 2;

/** Whether the tables are as the entities have them. */
export const drift: Check<'drift'> = {
  name: 'drift',
  about:
    'whether tables, columns, constraints, indexes, triggers and functions are as the entities have them',
  limits: () => ({ warning: 'any difference', failure: 'a table or column that cannot hold the rows' }),
  async run(subject) {
    const { client, domain } = subject;
    const differences = await compatibility(client, domain);
    const missing = differences.filter(({ kind }) => kind === 'missing_table');
    if (missing.length === declaredTables(domain).length) {
      return { state: 'unknown', finding: `no table of ${domain.name} is there to be compared` };
    }
    const hint = `All of it: npx seedbed migrate check --domain ${domain.name}`;
    // What holds some values is for those to decide that are written.
    const decided = differences.filter(({ kind, narrower }) => kind !== 'not_null' && !narrower);
    const [first] = decided.length > 0 ? decided : differences;
    if (first) {
      const state = decided.length > 0 ? 'failure' : 'warning';
      const details = differences.map(({ message }) => message);
      const counts = differences.length > 1 ? `${countByKind(differences)}. The first: ` : '';
      return { state, finding: `${counts}${first.message}`, hint, details };
    }
    if (!domain.migrations) return { state: 'ok', finding: 'the tables hold the rows of the entities' };
    const obstacle = await obstacleTo(subject);
    return 'url' in obstacle ? await compareAll(subject, obstacle.url, hint) : partly(obstacle.why);
  },
};

async function compareAll({ domain }: Subject, url: string, hint: string): Promise<Finding> {
  try {
    const { ormDiff, catalogDiff } = await findDrift(domain, url);
    const found = catalogDiff.length > 0 ? catalogDiff : ormDiff;
    if (found.length === 0) return { state: 'ok', finding: 'the database and the entities agree' };
    return { state: 'warning', finding: `${counted(found.length, 'difference')}: ${some(found, 1)}`, hint };
  } catch (error) {
    if (hasCode(error, 'scratch_database_refused'))
      return partly(`none can be made: ${error.details['answer']}`, error.hint);
    if (error instanceof ConnectionFailedError) return partly(error.message, error.hint);
    // On a connection of its own, so that the other checks can still be made.
    if (isQueryTimeout(error)) return partly(`that takes too long: ${error.message}`);
    throw error;
  }
}

const kinds = [
  ['missing_table', 'table', 'missing'],
  ['missing_column', 'column', 'missing'],
  ['type', 'column', 'of another type'],
  ['generated', 'column', 'generated'],
  ['demands_value', 'further column', 'that must be filled'],
  ['not_null', 'column', 'that may not stay empty'],
] as const;

/** `2 tables missing, 3 columns of another type`. */
const countByKind = (differences: readonly Incompatibility[]): string =>
  kinds
    .flatMap(([kind, noun, what]) => {
      const found = differences.filter((one) => one.kind === kind).length;
      return found === 0 ? [] : [`${counted(found, noun)} ${what}`];
    })
    .join(', ');

/** The url to compare by, or why that cannot be. */
async function obstacleTo(subject: Subject): Promise<{ readonly url: string } | { readonly why: string }> {
  if (subject.url === undefined) return { why: 'for a pool none is made' };
  const { rows } = await subject.client.query<{ creates: boolean; writes: boolean; owns: boolean }>(
    `select (select rolcreatedb or rolsuper from pg_roles where rolname = current_user) as creates,
            not pg_is_in_recovery() and not current_setting('default_transaction_read_only')::boolean as writes,
            not exists (select from pg_class c where relkind in ('r', 'p')
                         and ${nameOfClass('c')} = any ($1) and not pg_has_role(relowner, 'usage')) as owns`,
    [declaredNames(subject.domain)],
  );
  const { creates, writes, owns } = rows[0] ?? {};
  if (!creates) return { why: 'the role may not create databases' };
  if (!writes) return { why: 'nothing can be written there' };
  // PostgreSQL hides checks from others, and they would look missing.
  if (!owns) return { why: 'the role does not own all tables, and does not see all of their checks' };
  const { used, limit, of } = tightest(await connectionUses(subject), (use) => use.used - use.limit);
  return limit - used < NEEDED ? { why: `${of} has no more connections for it` } : { url: subject.url };
}

const partly = (why: string, hint?: string): Finding => ({
  state: 'unknown',
  finding: `tables and columns hold every row; all else is compared with a scratch database: ${why}`,
  ...(hint !== undefined && { hint }),
});
