import { randomBytes } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { ScratchDatabaseRefusedError } from '../errors/scratch-database-refused.ts';
import { type Catalog, compareCatalogs, describeDifference, readCatalog } from './catalog.ts';
import { connect } from './connect.ts';
import { connectionOptions, ormOptions } from './orm-options.ts';
import { withDatabase } from './url.ts';

/** How a database differs from the entities; both lists are empty where it does not. */
export interface Drift {
  /** The statements by which the ORM would make the database equal to the entities. */
  readonly ormDiff: readonly string[];
  /** What the catalogue has otherwise than that of a new database: a line an object. */
  readonly catalogDiff: readonly string[];
}

/**
 * Compares a database with the entities in two ways, because each sees what the other may not: by the
 * ORM's own diff, and by the catalogue of a scratch database that is made from the entities on the same
 * server, beside the database, and dropped again.
 *
 * To be called as the tables' owner: PostgreSQL hides checks from others, and they look missing.
 *
 * @throws ScratchDatabaseRefusedError where the user may not create databases.
 * @example (await findDrift(courseSchema, url)).catalogDiff // ['~ trigger user_timestamps on "user" differs: …']
 */
export async function findDrift(schema: Schema, url: string): Promise<Drift> {
  const client = await connect(url);
  const orm = new MikroORM({ ...ormOptions(schema), ...connectionOptions(url) });
  try {
    const script = await orm.schema.getCreateSchemaSQL({ wrap: false });
    const expected = await scratchCatalog(client, url, schema, script);
    const differences = compareCatalogs(expected, await readCatalog(client, schema));
    const update = await orm.schema.getUpdateSchemaSQL({ wrap: false });
    return {
      ormDiff: update.split('\n').filter((line) => line.trim() !== ''),
      catalogDiff: differences.map(describeDifference),
    };
  } finally {
    await orm.close();
    await client.end();
  }
}

async function scratchCatalog(client: Client, url: string, schema: Schema, script: string): Promise<Catalog> {
  const name = `seedbed_check_${randomBytes(6).toString('hex')}`;
  try {
    await client.query(`create database ${name} template template0`);
  } catch (error) {
    throw error instanceof Error ? new ScratchDatabaseRefusedError(client.user ?? '', error) : error;
  }
  try {
    const scratch = await connect(withDatabase(url, name));
    try {
      // The url or the role may have set another one, of schemas that are not here.
      await scratch.query('set search_path to public');
      await scratch.query(script);
      return await readCatalog(scratch, schema);
    } finally {
      await scratch.end();
    }
  } finally {
    await client.query(`drop database if exists ${name} with (force)`);
  }
}
