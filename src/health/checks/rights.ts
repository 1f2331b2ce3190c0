import pg from 'pg';
import { declaredNames } from '../../database/declared-tables.ts';
import { nameOfClass } from '../../entities/table-name.ts';
import { counted } from '../../errors/format.ts';
import { type Check, type Finding, some } from '../check.ts';

interface Rights {
  readonly role: string;
  readonly creates: boolean;
  readonly standby: boolean;
  readonly readonly: boolean;
}

interface TableRights {
  readonly name: string;
  readonly schema: string;
  /** Whether it may use that schema at all. */
  readonly usage: boolean;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly owns: boolean;
  /** Whether policies may leave rows out. */
  readonly hides: boolean;
}

/** What the role may do with the tables. */
export const rights: Check<'rights'> = {
  name: 'rights',
  about: 'what the role may do with the tables of the domain',
  limits: () => ({
    warning: 'may not write to all of them, or may not see all rows',
    failure: 'may not read all of them',
  }),
  async run({ client, domain }) {
    const { rows: roles } = await client.query<Rights>(
      `select rolname as role, rolcreatedb or rolsuper as creates, pg_is_in_recovery() as standby,
              (select reset_val::boolean from pg_settings where name = 'default_transaction_read_only') as readonly
         from pg_roles where rolname = current_user`,
    );
    const { rows: tables } = await client.query<TableRights>(
      `select ${nameOfClass('c')} as name, c.relnamespace::regnamespace::text as schema,
              has_schema_privilege(c.relnamespace, 'usage') as usage, has_table_privilege(oid, 'select') as reads,
              has_table_privilege(oid, 'insert') and has_table_privilege(oid, 'update')
                and has_table_privilege(oid, 'delete') as writes,
              pg_has_role(relowner, 'usage') as owns, row_security_active(oid) as hides
         from pg_class c
        where relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1) order by 1`,
      [declaredNames(domain)],
    );
    const [role] = roles;
    if (!role) return { state: 'unknown', finding: 'the role is not known' };
    return tables.length === 0
      ? { state: 'unknown', finding: `no table of ${domain.name} is there; "${role.role}" ${creating(role)}` }
      : judge(role, tables);
  },
};

function judge(role: Rights, tables: readonly TableRights[]): Finding {
  const { standby, readonly } = role;
  const name = pg.escapeIdentifier(role.role);
  const schemasOf = (some: readonly TableRights[]): string =>
    [...new Set(some.map(({ schema }) => schema))].sort().join(', ');
  const grant = (what: string, some: readonly TableRights[]): string =>
    `Let its owner run: grant ${what} on all tables in schema ${schemasOf(some)} to ${name}.`;
  const unread = tables.filter(({ reads, usage }) => !reads || !usage);
  const unusable = tables.filter(({ usage }) => !usage);
  if (unread.length > 0) {
    return {
      state: 'failure',
      finding: `${name} may not read ${counted(unread.length, 'table')} of ${tables.length}: ${named(unread)}`,
      hint: `${grant('select', unread)}${unusable.length === 0 ? '' : ` And: grant usage on schema ${schemasOf(unusable)} to ${name}.`}`,
    };
  }
  const unwritten = tables.filter(({ writes }) => !writes);
  if (unwritten.length > 0) {
    return {
      state: 'warning',
      finding: `${name} may read all ${counted(tables.length, 'table')}, but not write to ${unwritten.length}: ${named(unwritten)}`,
      hint: grant('insert, update, delete', unwritten),
    };
  }
  const hidden = tables.filter(({ hides }) => hides);
  if (hidden.length > 0) {
    return {
      state: 'warning',
      finding: `policies may hide rows of ${counted(hidden.length, 'table')} from ${name}: ${named(hidden)}`,
      hint: `Where it is to see all of them: alter role ${name} bypassrls.`,
    };
  }
  if (standby || readonly) {
    return {
      state: 'warning',
      finding: standby
        ? 'nothing can be written: the server is a standby'
        : 'sessions only read unless they say otherwise: default_transaction_read_only is on',
      hint: standby
        ? 'Name its primary server.'
        : 'Set it off for the role or the database, where it should be.',
    };
  }
  const owned = tables.filter(({ owns }) => owns).length;
  return {
    state: 'ok',
    finding: `${name} may read and write all ${counted(tables.length, 'table')}, owns ${owned}, ${creating(role)}`,
  };
}

const creating = ({ creates }: Rights): string =>
  creates ? 'may create databases' : 'may not create databases';
const named = (tables: readonly TableRights[]): string => some(tables.map(({ name }) => name));
