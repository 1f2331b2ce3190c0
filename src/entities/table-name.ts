import pg from 'pg';

/** A schema of PostgreSQL, and a name in it. */
export interface NameParts {
  readonly schema: string;
  readonly name: string;
}

/** Dots and quotes of a name are not those between names. */
const part = (name: string): string => (/[."]/.test(name) ? pg.escapeIdentifier(name) : name);

/**
 * What seedbed calls a table: by its bare name in `public`, with its schema elsewhere. No two tables of a database are
 * called alike.
 *
 * @example tableName({ schema: 'public', name: 'user' }) // 'user'
 * @example tableName({ schema: 'auth', name: 'user' }) // 'auth.user'
 * @example tableName({ schema: 'public', name: 'a.b' }) // '"a.b"'
 */
export function tableName({ schema, name }: NameParts): string {
  if (schema !== 'public') return `${part(schema)}.${part(name)}`;
  return name.includes('.') ? pg.escapeIdentifier(name) : name;
}

/** @example partsOfName('auth.user') // { schema: 'auth', name: 'user' } */
export function partsOfName(table: string): NameParts {
  const [first = table, second] = table.includes('.') ? partsOf(table) : [table];
  return second === undefined ? { schema: 'public', name: first } : { schema: first, name: second };
}

/** Of names as PostgreSQL prints them, with quotes where they need some. @example partsOf('app."User"') // ['app', 'User'] */
const partsOf = (printed: string): readonly string[] =>
  (printed.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map((one) =>
    one.startsWith('"') ? one.slice(1, -1).replaceAll('""', '"') : one,
  );

/** As `tableName`, of what PostgreSQL prints: a table, a type or a sequence. */
export function nameOfPrinted(printed: string): string {
  const [first = printed, second] = partsOf(printed);
  return tableName(
    second === undefined ? { schema: 'public', name: first } : { schema: first, name: second },
  );
}

/** The full name of a table or sequence, for SQL: `public."user"`. */
export function fullName(table: string): string {
  const { schema, name } = partsOfName(table);
  return `${schema === 'public' ? schema : pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

const partInSql = (name: string): string =>
  `case when ${name} ~ '[."]' then '"' || replace(${name}, '"', '""') || '"' else ${name} end`;

/**
 * SQL for what `tableName` calls a row of `pg_class` or another catalog.
 *
 * @example `select ${nameInCatalog('c.relnamespace', 'c.relname')} as table from pg_class c`
 */
export const nameInCatalog = (namespace: string, name: string): string => `(
  select case when nspname <> 'public' then ${partInSql('nspname::text')} || '.' || ${partInSql(`${name}::text`)}
              when strpos(${name}::text, '.') > 0 then '"' || replace(${name}::text, '"', '""') || '"'
              else ${name}::text end
    from pg_catalog.pg_namespace where oid = ${namespace})`;

/** The same of a table in `pg_class`, by the alias of its row. */
export const nameOfClass = (alias: string): string =>
  nameInCatalog(`${alias}.relnamespace`, `${alias}.relname`);
