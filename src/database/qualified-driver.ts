import { PostgreSqlDriver, PostgreSqlPlatform } from '@mikro-orm/postgresql';

/** The ORM leaves out the name of what it takes for the default schema: none of an entity is this one. */
class QualifyingPlatform extends PostgreSqlPlatform {
  override getDefaultSchemaName(): string {
    return 'pg_catalog';
  }
}

/** The ORM's driver, whose statements name tables with their schema. */
export class QualifiedDriver extends PostgreSqlDriver {
  protected override readonly platform = new QualifyingPlatform();
}

/** Options of a MikroORM whose statements name the tables of a domain as being in `public`, whatever the search path. */
export const qualified = { driver: QualifiedDriver, schema: 'public' } as const;
