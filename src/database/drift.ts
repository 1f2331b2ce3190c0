import { MikroORM } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { compareCatalogs, describeDifference, readCatalog } from './catalog.ts';
import { connect } from './connect.ts';
import { declaredOrm } from './declared-orm.ts';
import { connectionOptions, ormOptions } from './orm-options.ts';
import { onScratchDatabase } from './scratch.ts';

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
    const expected = await onDatabaseOfEntities(client, url, schema, (scratch) =>
      readCatalog(scratch, schema),
    );
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

/** Lets `work` have a scratch database that is made from the entities, as `onScratchDatabase` does. */
export async function onDatabaseOfEntities<T>(
  client: Client,
  url: string,
  schema: Schema,
  work: (scratch: Client, url: string) => Promise<T>,
): Promise<T> {
  const script = await declaredOrm(schema).schema.getCreateSchemaSQL({ wrap: false });
  return await onScratchDatabase(client, url, async (scratchUrl) => {
    const scratch = await connect(scratchUrl);
    try {
      // The url or the role may have set another one, of schemas that are not here.
      await scratch.query('set search_path to public');
      await scratch.query(script);
      return await work(scratch, scratchUrl);
    } finally {
      await scratch.end();
    }
  });
}
