import { DatabaseSchema, MikroORM } from '@mikro-orm/postgresql';

/** Reads the tables of a database as MikroORM does it to compare them with entities. */
export async function readByOrm(url: string): Promise<void> {
  const orm = new MikroORM({ clientUrl: url, entities: [], discovery: { warnWhenNoEntities: false } });
  try {
    const { em, config } = orm;
    const schema = await DatabaseSchema.create(em.getConnection(), em.getPlatform(), config);
    const { length } = schema.getTables();
    if (length < 200) throw new Error(`${length} tables`);
  } finally {
    await orm.close();
  }
}
