import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { entityManagerOn } from './single-client.ts';

/**
 * What seedbed uses of an EntityManager of `@mikro-orm/postgresql` 7. Not the ORM's own type: that one differs from
 * copy to copy of the package, though each of them works.
 */
export interface OrmEntityManager {
  begin(): Promise<void>;
  rollback(): Promise<void>;
  isInTransaction(): boolean;
  execute(query: string): Promise<unknown>;
  fork(): unknown;
  getKysely(): unknown;
  getMetadata(): object;
  getPlatform(): object;
  getUnitOfWork(): object;
}

/** What seedbed uses of a connection of `pg` 8.21 or newer, for the same reason. */
export interface PgClient {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
  getTransactionStatus(): string | null;
}

/** Where rows go: through an EntityManager that knows the entities, or on a plain connection. */
export type Connection =
  | { readonly em: OrmEntityManager; readonly client?: never }
  | { readonly client: PgClient; readonly em?: never };

/**
 * An EntityManager on a connection that was given.
 *
 * @throws `foreign_connection`
 */
export const entityManagerFor = (schema: Schema, { em, client }: Connection): SqlEntityManager =>
  em ? ownEntityManager(em) : entityManagerOn(schema, ownClient(client));

/** @throws `foreign_connection` where it is no EntityManager of `@mikro-orm/postgresql` 7 */
export function ownEntityManager(given: OrmEntityManager): SqlEntityManager {
  const missing = missingOf(given, ['getKysely', 'getMetadata', 'getPlatform', 'getUnitOfWork']);
  if (missing !== undefined)
    throw new SeedbedError('foreign_connection', {
      message: `What was given as \`em\` is no EntityManager of @mikro-orm/postgresql 7: it has no method '${missing}'.`,
      hint: 'Give `orm.em.fork()`, or give a connection of pg as `client`.',
    });
  // Only what the interface says is used of it, whichever copy of the package it comes from.
  const em = given as unknown as SqlEntityManager;
  // That of PostgreSQL, or of `QualifiedDriver`.
  if (!['public', 'pg_catalog'].includes(em.getPlatform().getDefaultSchemaName() ?? ''))
    throw new SeedbedError('foreign_connection', {
      message: 'What was given as `em` is an EntityManager of another database than PostgreSQL.',
      hint: 'Configure MikroORM from @mikro-orm/postgresql.',
    });
  return em;
}

/** @throws `foreign_connection` where it is no connection of `pg` 8.21 or newer */
export function ownClient(given: PgClient): pg.ClientBase {
  const missing = missingOf(given, ['query', 'getTransactionStatus']);
  if (missing !== undefined)
    throw new SeedbedError('foreign_connection', {
      message: `What was given as \`client\` is no connection of pg 8.21 or newer: it has no method '${missing}'.`,
      hint: 'Give a `pg.Client`, or one that `pool.connect()` of pg resolves to.',
    });
  // Only what `pg.ClientBase` promises is used of it, whichever copy of the driver it comes from.
  return given as pg.ClientBase;
}

/** JavaScript lets anything come here. */
const missingOf = (given: unknown, methods: readonly string[]): string | undefined =>
  methods.find((name) => typeof Reflect.get(Object(given), name) !== 'function');
