import { readFileSync } from 'node:fs';
import type { Client, ClientBase } from 'pg';
import { tablesOfProject } from '../database/application-orm.ts';
import { connectPinned } from '../database/connect.ts';
import { isDatabaseError } from '../database/database-error.ts';
import { onScratchDatabase } from '../database/scratch.ts';
import { testServer } from '../database/test-server.ts';
import type { ProjectOrm } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { wordsOf } from '../errors/thrown.ts';
import { entitiesOf } from './entities.ts';
import { derivedFactories } from './factories.ts';
import { Names } from './names.ts';
import { readTables } from './read-tables.ts';
import { solveChecks } from './solve-checks.ts';
import { type DatabaseStructure, databaseStructure } from './structure.ts';

export interface ReadOptions {
  /** Names of tables that are not the project's: `job`, or `auth.session` outside `public`, or `auth.*` for all of a schema. */
  readonly leaveOut?: readonly string[];
}

/** Tables in which migration tools write what has run. */
const HISTORIES = [
  'mikro_orm_migrations',
  '__drizzle_migrations',
  '_prisma_migrations',
  'alembic_version',
  'knex_migrations',
  'knex_migrations_lock',
  'schema_migrations',
  'ar_internal_metadata',
  'django_migrations',
  'flyway_schema_history',
  'databasechangelog',
  'databasechangeloglock',
  'typeorm_metadata',
];

/**
 * Reads what `deriveDomain` has to know of a database: the tables of all schemas, and values that their checks
 * admit. It is plain data, to be kept as JSON. Nothing is written there. Of a MikroORM, the tables are made by its schema
 * generator in a scratch database on the server for tests, which is dropped again.
 *
 * @throws what connecting throws; `structure_not_taken` where the tables of a MikroORM cannot be made
 * @example
 * const structure = await readStructure('postgresql://localhost/shop');
 * writeFileSync('seedbed/structure.json', JSON.stringify(structure));
 *
 * @example const structure = await readStructure(new MikroORM(config));
 */
export async function readStructure(
  from: string | ProjectOrm,
  { leaveOut = [] }: ReadOptions = {},
): Promise<DatabaseStructure> {
  if (typeof from !== 'string')
    return await onTables(from, (client) => readStructureOn(client, { leaveOut }));
  const client = await connectPinned(from);
  try {
    return await readStructureOn(client, { leaveOut });
  } finally {
    await client.end();
  }
}

/** Lets `work` have a scratch database with the tables that a MikroORM would make, on the server for tests. */
export async function onTables<T>(project: ProjectOrm, work: (client: Client) => Promise<T>): Promise<T> {
  const { url } = await testServer();
  const maker = await connectPinned(url);
  try {
    return await onScratchDatabase(maker, url, async (scratch) => {
      await makeTables(scratch, project);
      const client = await connectPinned(scratch);
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    });
  } finally {
    await maker.end();
  }
}

async function makeTables(url: string, project: ProjectOrm): Promise<void> {
  const client = await connectPinned(url);
  try {
    await client.query(await tablesOfProject(project));
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    const answer = excerptOfAnswer(error.message);
    throw new SeedbedError('structure_not_taken', {
      message: `PostgreSQL refuses the tables of the MikroORM: ${answer}.`,
      hint: 'Correct the entity. Where it needs what only migrations make, such as an extension, let DATABASE_URL name a database that they have made.',
      details: { answer },
      cause: error,
    });
  } finally {
    await client.end();
  }
}

/** The same on a connection of ours, whose transactions may write before and afterwards. */
export async function readStructureOn(
  client: ClientBase,
  { leaveOut = [] }: ReadOptions = {},
): Promise<DatabaseStructure> {
  await client.query('set session characteristics as transaction read only');
  try {
    const tables = await readTables(client, leaveOut, HISTORIES);
    const names = new Names(tables);
    const { classOf } = entitiesOf(tables, names);
    const factories = derivedFactories(tables, { names, classOf });
    return await solveChecks(client, tables, { factories, names });
  } finally {
    // On a lost connection there is nothing to set back.
    await client.query('set session characteristics as transaction read write').catch(() => {});
  }
}

/**
 * The structure that is kept in a file.
 *
 * @throws `structure_unreadable`
 */
export function structureIn(file: URL): DatabaseStructure {
  const unreadable = (problem: string, cause?: unknown) =>
    new SeedbedError('structure_unreadable', {
      message: `${file.pathname} holds no structure of a database: ${problem}`,
      details: { file: file.pathname },
      cause,
    });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unreadable(wordsOf(error), error);
  }
  const parsed = databaseStructure.safeParse(content);
  if (parsed.success) return parsed.data;
  const [{ path, message } = { path: [], message: '' }] = parsed.error.issues;
  throw unreadable(`${path.join('.')}: ${message}`);
}
