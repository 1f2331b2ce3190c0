import type pg from 'pg';
import type { AddedColumns } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { tablesOf } from '../load/table.ts';
import { type Extensible, extendScenario, type RowChange } from './extension.ts';
import type { Scenario } from './scenario.ts';

/** How people sign in to a platform that has columns for it beside those of the domain. */
export interface SignIn {
  /** Filled where the database has them. */
  readonly columns: AddedColumns;
  /** The variable that holds the secret by which the platform reads them; without it they stay empty. */
  readonly secret: string;
  /** By which all people sign in. */
  readonly password: string;
  /** The rows that get it, by factory; undefined for a secret that cannot be the platform's. */
  readonly rows: (secret: string) => Readonly<Record<string, RowChange<AnyFactory>>> | undefined;
}

type Signing = Extensible & { readonly signIn?: SignIn };

/** What is seeded, and the password by which all people sign in then. */
interface SignedIn<D> {
  readonly domain: D;
  readonly scenario: Scenario;
  readonly password?: string;
}

/**
 * A scenario whose people can sign in, where the database has columns for it and the environment the platform's secret.
 *
 * @throws `bad_secret`
 * @example (await withSignIn(client, course, classroom, process.env)).password // 'seedbed-password'
 */
export async function withSignIn<D extends Signing>(
  client: pg.ClientBase,
  domain: D,
  scenario: Scenario,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SignedIn<D>> {
  const { signIn } = domain;
  const secret = signIn && environment[signIn.secret];
  if (!secret) return { domain, scenario };
  const { entity, properties } = signIn.columns;
  const isDeclared = domain.columns.some(
    (one) => one.entity === entity && Object.keys(properties).some((property) => property in one.properties),
  );
  if (isDeclared) return { domain, scenario };
  const extended = { ...domain, columns: [...domain.columns, signIn.columns] };
  const table = tablesOf(extended).find((one) => one.entity === entity);
  const names = table?.columns.flatMap(({ property, name }) => (property in properties ? [name] : [])) ?? [];
  const { rowCount } = await client.query(
    `select from pg_catalog.pg_attribute
      where attrelid = pg_catalog.to_regclass($1) and attname = any ($2) and not attisdropped`,
    [fullName(table?.name ?? ''), names],
  );
  if (rowCount !== names.length) return { domain, scenario };
  const rows = signIn.rows(secret);
  if (!rows)
    throw new SeedbedError('bad_secret', {
      message: `${signIn.secret} is not what the platform reads passwords by.`,
      details: { variable: signIn.secret },
    });
  // No row is added, so that its counts stay.
  const extension = {
    ...extendScenario<Signing, string>(extended, scenario, { rows }),
    counts: scenario.counts,
  };
  return { domain: extended, scenario: extension, password: signIn.password };
}
