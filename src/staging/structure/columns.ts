import type { Catalog } from './catalogs.ts';
import { exceptedCatalogs, exceptedColumns } from './exceptions.ts';

/** The columns of a catalog that are compared. */
export const comparedColumns = ({ name, columns }: Pick<Catalog, 'name' | 'columns'>): readonly string[] =>
  name in exceptedCatalogs
    ? []
    : columns
        .map(([column]) => column)
        .filter((column) => column !== 'oid' && !exceptedColumns[name]?.[column]);

/** Expressions that PostgreSQL keeps as trees, whose texts tell the same in every database. */
export const definitions: Readonly<Record<string, string>> = {
  'pg_attrdef.adbin': 'pg_get_expr(adbin, adrelid)',
  'pg_class.relpartbound': 'pg_get_expr(relpartbound, oid)',
  'pg_constraint.conbin': 'pg_get_constraintdef(oid)',
  'pg_index.indexprs': 'pg_get_indexdef(indexrelid)',
  'pg_index.indpred': 'pg_get_expr(indpred, indrelid)',
  'pg_partitioned_table.partexprs': 'pg_get_partkeydef(partrelid)',
  'pg_policy.polqual': 'pg_get_expr(polqual, polrelid)',
  'pg_policy.polwithcheck': 'pg_get_expr(polwithcheck, polrelid)',
  'pg_proc.proargdefaults': 'pg_get_function_arguments(oid)',
  'pg_proc.prosqlbody': 'pg_get_function_sqlbody(oid)',
  'pg_publication_rel.prqual': 'pg_get_expr(prqual, prrelid)',
  'pg_rewrite.ev_action': 'pg_get_ruledef(oid)',
  'pg_rewrite.ev_qual': 'null',
  'pg_statistic_ext.stxexprs': 'pg_get_statisticsobjdef(oid)',
  'pg_trigger.tgqual': 'case when not tgisinternal then pg_get_triggerdef(oid) end',
  'pg_type.typdefaultbin': 'pg_get_expr(typdefaultbin, 0)',
};

/** A grant that is not written down is the default one. */
const grants: Readonly<Record<string, string>> = {
  'pg_attribute.attacl': `coalesce(attacl, '{}')`,
  'pg_class.relacl': `coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))`,
  'pg_database.datacl': `coalesce(datacl, acldefault('d', datdba))`,
  'pg_foreign_data_wrapper.fdwacl': `coalesce(fdwacl, acldefault('F', fdwowner))`,
  'pg_foreign_server.srvacl': `coalesce(srvacl, acldefault('S', srvowner))`,
  'pg_language.lanacl': `coalesce(lanacl, acldefault('l', lanowner))`,
  'pg_namespace.nspacl': `coalesce(nspacl, acldefault('n', nspowner))`,
  'pg_proc.proacl': `coalesce(proacl, acldefault('f', proowner))`,
  'pg_type.typacl': `coalesce(typacl, acldefault('T', typowner))`,
};

/** How else to read a column. */
const others: Readonly<Record<string, string>> = {
  // Columns of an index keep the names that columns of its table had once.
  'pg_attribute.attname': `case when (select relkind from pg_catalog.pg_class where oid = attrelid) in ('i', 'I')
    then attnum::text::name else attname end`,
  // Of keys it means nothing, and depends on how a partition came to have one.
  'pg_constraint.connoinherit': `case when contype in ('c', 'n') then connoinherit end`,
  // PostgreSQL numbers the triggers of its own, after OIDs.
  'pg_trigger.tgname': 'case when not tgisinternal then tgname end',
};

/** The SQL expression of a column. */
export const expressionOf = (catalog: string, column: string): string =>
  definitions[`${catalog}.${column}`] ??
  grants[`${catalog}.${column}`] ??
  others[`${catalog}.${column}`] ??
  `"${column}"`;

/** Lists in which the order does not matter. */
export const isUnordered = (column: string, type: string): boolean =>
  type === 'aclitem[]' ||
  (type === 'text[]' && /(options|config|evttags)$/.test(column)) ||
  column === 'polroles';
