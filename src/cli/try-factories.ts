import type pg from 'pg';
import { type Absence, absencesFrom } from '../database/absences.ts';
import { isDatabaseError } from '../database/database-error.ts';
import { platformPath } from '../database/session-settings.ts';
import type { Domain } from '../domain.ts';
import { hasCode } from '../errors/error.ts';
import { LoadRefusedError } from '../errors/load-refused.ts';
import { type Finding, lint, lintCases } from '../lint.ts';
import { findStamps, switchOff } from '../load/stamps.ts';
import { withoutColumns } from '../load/table.ts';
import { print } from './output.ts';
import { startSpinner } from './spinner.ts';
import { renderTable } from './table.ts';

/** What came of trying the factories of a domain. */
export interface Tried {
  /** How many combinations of factories and traits were tried. */
  readonly tried: number;
  readonly findings: readonly Finding[];
  /** Those that need what is not there. */
  readonly leftOut: readonly Finding[];
  readonly absences: readonly Absence[];
}

/** Tries every factory on a database, and rolls everything back. */
export async function tryFactories(
  client: pg.Client,
  domain: Domain,
  { quiet }: { readonly quiet: boolean },
): Promise<Tried> {
  const absences = await absencesFrom(client, domain);
  const spinner = startSpinner('trying the factories', { quiet });
  // Triggers of the platform may need its schema.
  const loadSettings = { ...domain.loadSettings, search_path: platformPath };
  const found = await withoutStamps(client, domain, () =>
    lint({ ...withoutColumns(domain, absences), loadSettings }, { client }),
  ).finally(() => spinner.stop());
  const [leftOut, findings] = partedBy(found, ({ error }) => isAbout(error, absences));
  return { tried: lintCases(domain).length - leftOut.length, findings, leftOut, absences };
}

/** Lets `work` be as a load would be: without the triggers that set times to the present, as far as the role may. */
async function withoutStamps<T>(client: pg.Client, domain: Domain, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const off = await switchOff(client, await findStamps(client, domain, new Map()));
    if (off.length === 0) await client.query('rollback');
    return await work();
  } finally {
    if (client.getTransactionStatus() !== 'I') await client.query('rollback').catch(() => {});
  }
}

function partedBy<T>(all: readonly T[], is: (one: T) => boolean): readonly [T[], T[]] {
  const { true: some = [], false: others = [] } = Object.groupBy(all, (one) => `${is(one)}` as const);
  return [some, others];
}

/** Whether PostgreSQL has missed a table or column that the database does not have, or a value in one of another type. */
function isAbout(error: unknown, absences: readonly Absence[]): boolean {
  const refusal = error instanceof LoadRefusedError ? error.details.refusal : undefined;
  const sqlState = refusal?.sqlState ?? codeOf(error);
  if (sqlState === '23502')
    return absences.some(({ table, column }) => table === refusal?.table && column === refusal?.column);
  const text = error instanceof Error ? error.message : '';
  return (
    (sqlState === '42P01' || sqlState === '42703') &&
    absences.some(({ table, column }) => text.includes(column ?? table))
  );
}

const codeOf = (error: unknown): string | undefined => (isDatabaseError(error) ? error.code : undefined);

export function printFindings(tried: number, findings: readonly Finding[]): void {
  if (findings.length === 0) {
    print(`All well: tried ${tried} combinations of factories and traits, and rolled them back.`);
    return;
  }
  const groups = Map.groupBy(findings, reasonOf);
  const rows = [...groups].map(([reason, [first, ...others]]) => [
    `${first?.name}${others.length === 0 ? '' : ` and ${others.length} more`}`,
    first?.rule ?? '',
    reason,
  ]);
  print(`${findings.length} of ${tried} combinations of factories and traits fail:\n`);
  print(renderTable(['combination', 'rule', 'what is wrong'], rows));
  if (groups.size < findings.length) print('\n--json has each of them.');
}

/** What many combinations may have in common, since they make the same rows and their own. */
const reasonOf = ({ error }: Finding): string =>
  hasCode(error, 'stored_otherwise')
    ? `The database stores another ${error.details['entity']}.${error.details['property']} than the factory made.`
    : (error.message.split('\n')[0] ?? '');
