import pg from 'pg';
import { ownComment } from '../database/marked/mark.ts';

/** What a database has beside its contents, as the statements that give it to another one. */
export interface DatabaseProperties {
  readonly owner: string;
  /** What can only be chosen when a database is made. */
  readonly creation: string;
  /** That people have given it; what marks it as ours is none. */
  readonly comment: string | null;
  /** Grants, settings and limits, for the database `name`. */
  trimmings(name: string): readonly string[];
}

interface Row {
  readonly owner: string;
  readonly encoding: string;
  readonly provider: 'c' | 'i' | 'b';
  readonly collate: string;
  readonly ctype: string;
  readonly locale: string | null;
  readonly rules: string | null;
  /** Where it is another one than that of new databases. */
  readonly tablespace: string | null;
  readonly limit: number;
  readonly comment: string | null;
  readonly grants: readonly string[];
  readonly settings: readonly { readonly role: string | null; readonly setting: string }[];
}

const { escapeIdentifier: name, escapeLiteral: text } = pg;

/** Reads them from another database of the server. */
export async function databaseProperties(
  client: pg.ClientBase,
  database: string,
): Promise<DatabaseProperties> {
  const { rows } = await client.query<Row>(query, [database]);
  const [row] = rows;
  if (!row) throw new TypeError(`there is no database '${database}'`);
  return {
    owner: row.owner,
    creation: creationOf(row),
    comment: ownComment(row.comment),
    trimmings: (other) => trimmingsOf(row, name(other)),
  };
}

function creationOf({ owner, encoding, provider, collate, ctype, locale, rules, tablespace }: Row): string {
  const localeName = locale === null ? '' : text(locale);
  const providers = {
    c: 'libc',
    i: `icu icu_locale ${localeName}${rules === null ? '' : ` icu_rules ${text(rules)}`}`,
    b: `builtin builtin_locale ${localeName}`,
  };
  return `owner ${name(owner)} encoding ${text(encoding)} locale_provider ${providers[provider]}
    lc_collate ${text(collate)} lc_ctype ${text(ctype)}${tablespace === null ? '' : ` tablespace ${name(tablespace)}`}`;
}

/** Lists of names, which PostgreSQL keeps quoted where they need it. */
const lists = /^(local_preload_libraries|search_path|session_preload_libraries|temp_tablespaces)$/;

/** The statement that sets a parameter for a role or database as it is kept there. */
function settingStatement(whose: string, parameter: string, value: string): string {
  const key = parameter.split('.').map(name).join('.');
  if (!lists.test(parameter)) return `alter ${whose} set ${key} = ${text(value)}`;
  // A list without any name has no other form; a path may have been kept in other words than PostgreSQL would write it.
  if (value === '' || parameter === 'search_path')
    return `select pg_catalog.set_config(${text(parameter)}, ${text(value)}, true); alter ${whose} set ${key} from current`;
  const names = [...value.matchAll(/"((?:[^"]|"")*)"|[^",\s]+/g)].map(([plain, quoted]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
  return `alter ${whose} set ${key} = ${names.map((one) => text(one)).join(', ')}`;
}

function trimmingsOf({ limit, grants, settings }: Row, database: string): readonly string[] {
  return [
    `alter database ${database} connection limit ${limit}`,
    `revoke all on database ${database} from public`,
    ...grants.map((grant) => grant.replace('%', () => database)),
    ...settings.map(({ role, setting }) => {
      const at = setting.indexOf('=');
      const [parameter, value] = [setting.slice(0, at), setting.slice(at + 1)];
      const whose = role === null ? `database ${database}` : `role ${name(role)} in database ${database}`;
      return settingStatement(whose, parameter, value);
    }),
  ];
}

// Some columns are not in every version.
const query = `
select pg_get_userbyid(datdba)::text as owner, pg_encoding_to_char(encoding)::text as encoding,
       datlocprovider::text as provider, datcollate as collate, datctype as ctype,
       coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale,
       to_jsonb(d) ->> 'daticurules' as rules,
       (select spcname::text from pg_tablespace t where t.oid = dattablespace
          and t.oid <> (select dattablespace from pg_database where datname = 'template0')) as tablespace,
       datconnlimit as limit, shobj_description(d.oid, 'pg_database') as comment,
       array(select format('grant %s on database %% to %s%s', privilege_type,
               case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
               case when is_grantable then ' with grant option' end)
          from aclexplode(coalesce(datacl, acldefault('d', datdba))) order by 1) as grants,
       coalesce((select json_agg(json_build_object('role', r.rolname, 'setting', setting) order by r.rolname, setting)
          from pg_db_role_setting s cross join unnest(setconfig) setting left join pg_roles r on r.oid = setrole
         where s.setdatabase = d.oid), '[]') as settings
  from pg_database d where datname = $1`;
