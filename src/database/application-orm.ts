import type { EntityMetadata, MetadataStorage } from '@mikro-orm/core';
import { MikroORM, type Options, type SqlEntityManager } from '@mikro-orm/postgresql';
import type { ProjectOrm, Schema } from '../entities/schema.ts';
import { ormOptions } from './orm-options.ts';
import { qualified } from './qualified-driver.ts';

/** What a MikroORM is configured with that a project sees: as its own, where the schema is derived from that. */
export function applicationOptions(schema: Schema): Options {
  const { project } = schema;
  if (!project) return ormOptions(schema);
  // Of whichever copy of the package they are.
  const options = project.config.getAll() as Options;
  const metadata = project.getMetadata() as MetadataStorage;
  // Patterns for files would have to be looked for again.
  const isFound = options.entities?.some((one) => typeof one === 'string') === true;
  return {
    ...options,
    ...(isFound && {
      entities: [...metadata.getAll().values()]
        .filter((meta) => !isUnnamedPivot(meta))
        .map((meta) => meta.class),
    }),
    // `MikroORM.init` leaves it to itself; here nothing can be waited for.
    discovery: { ...options.discovery, skipSyncDiscovery: false },
    // Without an adapter that was found, it would have to be looked for.
    ...(options.metadataCache?.adapter === undefined && { metadataCache: { enabled: false } }),
    ensureDatabase: false,
  };
}

/** The schema of entities that name none. */
export const defaultSchema = (options: object): string =>
  'schema' in options && typeof options.schema === 'string' ? options.schema : 'public';

/** Whether it is of a table between two that the ORM has added, without a class. */
export const isUnnamedPivot = ({ pivotTable, className, tableName }: EntityMetadata): boolean =>
  pivotTable === true && className.split('.').at(-1) === tableName;

/** SQL of the tables that the MikroORM of a project would make, in an empty database. */
export const tablesOfProject = async ({ schema }: ProjectOrm): Promise<string> =>
  `set search_path to public;\n${await schema.getCreateSchemaSQL()}`;

/** By what a connection is configured with, and by schema. */
const engines = new WeakMap<object, WeakMap<Schema, MikroORM>>();

/** An EntityManager that knows a schema's own entities, on the connections of another one that knows a project's. */
export function engineBeside(em: SqlEntityManager, schema: Schema): SqlEntityManager {
  const given: unknown = em.config.get('driverOptions');
  const isDialect = given instanceof Object && 'createDriver' in given;
  const driverOptions = isDialect ? given : em.getConnection().getClient();
  const known = engines.get(driverOptions) ?? new WeakMap<Schema, MikroORM>();
  engines.set(driverOptions, known);
  let orm = known.get(schema);
  if (!orm) {
    // The type of the driver is that of the ORM's own, which it extends.
    orm = new MikroORM({
      ...ormOptions(schema),
      ...qualified,
      dbName: schema.name,
      driverOptions,
    } as Options);
    known.set(schema, orm);
  }
  return orm.em.fork({ freshEventManager: true });
}
