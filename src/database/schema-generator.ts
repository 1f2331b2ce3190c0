import type { CreateSchemaOptions, MikroORM, UpdateSchemaOptions } from '@mikro-orm/core';
import { DatabaseSchema, DeferMode, type SqlEntityManager, SqlSchemaGenerator } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import { historyTable } from './migration-status.ts';
import { executePrinted } from './printed.ts';

/**
 * The ORM's schema generator, for schemas that have more than the ORM knows: extensions, functions and
 * sequences before the tables, composite foreign keys, and inheritance after them.
 *
 * Registered as an ORM extension it serves `orm.schema`, the Migrator and the `mikro-orm` program.
 */
export function schemaGenerator(
  schema: Schema,
  {
    alone = false,
  }: {
    /** Whether databases hold nothing else, so that what the schema lacks is to go. */ readonly alone?: boolean;
  } = {},
): { register: (orm: MikroORM) => void } {
  class Generator extends SqlSchemaGenerator {
    override getTargetSchema(...args: Parameters<SqlSchemaGenerator['getTargetSchema']>): DatabaseSchema {
      const target = super.getTargetSchema(...args);
      for (const key of schema.compositeKeys) {
        const table = target.getTable(this.fullNameOf(key.entity));
        if (table === undefined) continue;
        table.getForeignKeys()[key.name] = {
          constraintName: key.name,
          localTableName: table.getShortestName(false),
          columnNames: [...key.columns],
          referencedTableName: this.fullNameOf(key.references.entity),
          referencedColumnNames: [...key.references.columns],
          deleteRule: key.onDelete,
          updateRule: key.onUpdate,
          ...(key.deferred && { deferMode: DeferMode.INITIALLY_DEFERRED }),
        };
      }
      return target;
    }

    /** As the ORM has it in keys. */
    private fullNameOf(entity: EntityClass): string {
      const { schema = 'public', tableName } = this.metadata.get(entity);
      return `${schema}.${tableName}`;
    }

    /** The whole schema as one script; needs no server. */
    override async getCreateSchemaSQL(options: CreateSchemaOptions = {}): Promise<string> {
      const tables = await super.getCreateSchemaSQL({ ...options, wrap: false });
      return [
        ...extensionsSql(schema),
        ...statements(schema.prelude),
        tables,
        ...statements(schema.epilogue),
      ].join('\n');
    }

    override async getUpdateSchemaSQL(options: UpdateSchemaOptions<DatabaseSchema> = {}): Promise<string> {
      return super.getUpdateSchemaSQL({
        ...options,
        fromSchema: options.fromSchema ?? (await this.liveSchema()),
      });
    }

    override async getUpdateSchemaMigrationSQL(
      options: UpdateSchemaOptions<DatabaseSchema> = {},
    ): Promise<{ up: string; down: string }> {
      const fromSchema = options.fromSchema ?? (await this.liveSchema());
      return super.getUpdateSchemaMigrationSQL({ ...options, fromSchema });
    }

    /** Never creates the database: a mistyped name has to be an error. */
    override async ensureDatabase(): Promise<boolean> {
      await this.connection.ensureConnection();
      return false;
    }

    /**
     * What the database has of this schema's tables and enums. The ORM's own reading takes tables that
     * inherit for partitions and leaves them out, and counts what others keep in the database as drift.
     */
    private async liveSchema(): Promise<DatabaseSchema> {
      await this.ensureDatabase();
      const target = this.getTargetSchema();
      const names = new Set(target.getTables().map((table) => table.name));
      const found: { table_name: string; schema_name: string }[] = await this.connection.execute(
        `select tablename as table_name, schemaname as schema_name from pg_tables where schemaname = 'public'`,
      );
      const live = new DatabaseSchema(this.platform, 'public');
      const tables = found.filter(({ table_name, schema_name }) =>
        alone ? `${schema_name}.${table_name}` !== historyTable : names.has(table_name),
      );
      await this.helper.loadInformationSchema(live, this.printing(), tables, ['public']);
      if (!alone) leaveOutPartitions(live, target);
      const enums = Object.entries(live.getNativeEnums()).filter(
        ([name]) => alone || target.hasNativeEnum(name),
      );
      live.setNativeEnums(Object.fromEntries(enums));
      return live;
    }

    /** The connection, with names printed as the ORM expects them; it asks for all rows. */
    private printing(): typeof this.connection {
      const execute = async (sql: string, values: readonly unknown[] = []): Promise<unknown[]> =>
        await this.connection
          .getClient()
          .connection()
          .execute(async (one) => {
            const send = (text: string) => one.executeQuery(CompiledQuery.raw(text));
            return (await executePrinted(send, this.platform.formatQuery(sql, values))).rows;
          });
      return Object.assign(Object.create(this.connection), { execute });
    }
  }

  return {
    register: (orm) => {
      orm.config.registerExtension('@mikro-orm/schema-generator', () => {
        // Each ORM that it is registered with is one of @mikro-orm/postgresql.
        return new Generator(orm.em as unknown as SqlEntityManager);
      });
    },
  };
}

const statements = (sql: readonly string[]): string[] => sql.map((statement) => `${statement};\n`);

const extensionsSql = (schema: Schema): string[] =>
  statements(schema.extensions.map((name) => `create extension if not exists "${name}" with schema public`));

/** Partitions that others add hold rows of the table: the ORM would copy all of them into one without these. */
function leaveOutPartitions(live: DatabaseSchema, target: DatabaseSchema): void {
  for (const table of live.getTables()) {
    const found = table.getPartitioning();
    const declared =
      target
        .getTable(table.name)
        ?.getPartitioning()
        ?.partitions.map(({ name }) => name) ?? [];
    if (!found) continue;
    const partitions = found.partitions.filter(({ name }) => declared.includes(name));
    table.setPartitioning({ ...found, partitions });
  }
}
