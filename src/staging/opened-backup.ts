import pg from 'pg';
import { askOn } from '../database/ask.ts';
import { closeMarked, type MarkedDatabase } from '../database/marked/databases.ts';
import { commentStatement, type Mark, markStatement } from '../database/marked/mark.ts';
import type { ExclusiveSession } from './exclusive-session.ts';

const quoted = pg.escapeIdentifier;

/** A backup that only its undo has a connection to. */
export interface OpenedBackup {
  readonly client: pg.Client;
  /** What gives it, under its old name, the comment and the grants that it had. */
  readonly dressing: readonly string[];
}

type Grants = NonNullable<Mark['grants']>;

/**
 * Connects to a backup. It is opened to the connected role alone, with what others may do noted in its mark, and
 * closed as soon as there is a connection: an undo that is killed leaves it open to no other role.
 */
export async function openBackup(
  session: ExclusiveSession,
  { name, mark }: MarkedDatabase,
): Promise<OpenedBackup> {
  const { maintenance, name: target, by } = session;
  const grants = mark.grants ?? (await readGrants(maintenance, name));
  // In one message they are one transaction.
  await maintenance.query(`${markStatement(name, { by, ...mark, grants })};
    ${await revocation(maintenance, name, name)};
    grant connect on database ${quoted(name)} to current_user;
    alter database ${quoted(name)} allow_connections true`);
  try {
    const client = await session.connect(name);
    const dressing = [
      commentStatement(target, mark.comment ?? null),
      await revocation(maintenance, name, target),
      ...(await grantStatements(maintenance, grants, target)),
    ];
    return { client, dressing };
  } finally {
    await closeMarked(askOn(maintenance), name);
  }
}

async function readGrants(client: pg.ClientBase, database: string): Promise<Grants> {
  const { rows } = await client.query<Grants[number]>(
    `select grantee::text, privilege_type as privilege, is_grantable as grantable
       from pg_database d, aclexplode(coalesce(datacl, acldefault('d', datdba))) where datname = $1`,
    [database],
  );
  return rows;
}

/** Revokes all privileges of all roles on a database, written for the name that it has then. */
async function revocation(client: pg.ClientBase, database: string, then: string): Promise<string> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('revoke all on database %I from public%s cascade', $2::text,
              (select string_agg(distinct format(', %I', pg_get_userbyid(grantee)), '')
                 from aclexplode(coalesce(datacl, acldefault('d', datdba))) where grantee <> 0)) as sql
       from pg_database d where datname = $1`,
    [database, then],
  );
  return rows[0]?.sql ?? '';
}

/** Roles that have been dropped since have nothing any more. */
async function grantStatements(client: pg.ClientBase, grants: Grants, database: string): Promise<string[]> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('grant %s on database %I to %s%s', privilege, $2::text, coalesce(quote_ident(rolname), 'public'),
              case when grantable then ' with grant option' end) as sql
       from jsonb_to_recordset($1::jsonb) as g (grantee oid, privilege text, grantable boolean)
       left join pg_roles r on r.oid = g.grantee
      where g.grantee = 0 or r.oid is not null`,
    [JSON.stringify(grants), database],
  );
  return rows.map(({ sql }) => sql);
}
