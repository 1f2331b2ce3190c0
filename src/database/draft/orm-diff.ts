import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import type { Catalog } from '../catalog.ts';
import { pinnedConnectionOptions } from '../connection-options.ts';
import { SchemaMigrator } from '../migrator.ts';
import { ormOptions } from '../orm-options.ts';
import { schemaGenerator } from '../schema-generator.ts';
import { bare } from './objects.ts';

/** The statements by which the ORM would make a database that holds nothing else equal to the entities, and back. */
export async function ormDiff(
  schema: Schema,
  url: string,
): Promise<{ readonly up: readonly string[]; readonly down: readonly string[] }> {
  const orm = new MikroORM({
    ...ormOptions(schema),
    ...pinnedConnectionOptions(url),
    extensions: [schemaGenerator(schema, { alone: true }), SchemaMigrator],
  });
  try {
    const { up, down } = await orm.schema.getUpdateSchemaMigrationSQL({ wrap: false });
    return { up: statementsOf(up), down: statementsOf(down) };
  } finally {
    await orm.close();
  }
}

/**
 * The ORM's statements, without those that do nothing, and with tables dropped one by one when all keys
 * between them are gone: the ORM's `cascade` would take with it what others have built upon them.
 */
export function tidied(all: readonly string[], from: Catalog, to: Catalog): string[] {
  const dropped = all.flatMap((sql) => /^drop table (?:if exists )?("?\w+"?)/.exec(sql)?.[1] ?? []);
  const isNeeded = (sql: string): boolean => {
    const [, fn] = /^drop function if exists "?([^"]+)"?\(\)$/.exec(sql) ?? [];
    if (fn !== undefined) return from.has(`function ${fn}()`) && !to.has(`function ${fn}()`);
    const [, table = ''] = /^drop trigger .* on (\S+)$/.exec(sql) ?? [];
    // Values of enums are added elsewhere, tables dropped below.
    return !dropped.includes(table) && !/^(alter type \S+ add value|drop table) /.test(sql);
  };
  const others = all.filter(isNeeded);
  const isType = (sql: string): boolean => sql.startsWith('drop type ');
  return [
    ...others.filter((sql) => !isType(sql)),
    ...keysBetween(dropped, from).filter((sql) => !others.includes(sql)),
    ...dropped.map((table) => `drop table ${table}`),
    ...others.filter(isType),
  ];
}

const keysBetween = (tables: readonly string[], catalog: Catalog): string[] =>
  [...catalog].flatMap(([object, definition]) => {
    const [, name = '', table = ''] = /^constraint (.*) on (.*)$/.exec(object) ?? [];
    const [, target = ''] = /^FOREIGN KEY .* REFERENCES ([^ (]+)\(/.exec(definition) ?? [];
    const [own, other] = [table, target].map((one) => tables.find((each) => bare(each) === bare(one)));
    const isBetween = own !== undefined && other !== undefined && own !== other;
    return isBetween ? [`alter table ${own} drop constraint ${pg.escapeIdentifier(name)}`] : [];
  });

/** The ORM ends each with a line; a text in quotes may hold such an end too. */
function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let open = '';
  for (const part of script.split(/;\n/)) {
    open = open === '' ? part : `${open};\n${part}`;
    if (open.split(`'`).length % 2 === 0) continue;
    statements.push(open.trim().replace(/;$/, ''));
    open = '';
  }
  return statements.filter((sql) => sql !== '');
}
