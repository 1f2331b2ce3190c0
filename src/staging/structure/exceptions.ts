/** Catalogs that are not compared, each with the reason. What is not listed here is compared, column by column. */
export const exceptedCatalogs: Readonly<Record<string, string>> = {
  pg_auth_members: 'belongs to the server',
  pg_authid: 'belongs to the server',
  pg_largeobject: 'rows; a database with large objects is not replaced by another one',
  pg_largeobject_metadata: 'rows; a database with large objects is not replaced by another one',
  pg_parameter_acl: 'belongs to the server',
  pg_replication_origin: 'belongs to the server',
  pg_shdepend: 'derived from owners, grants and policies, which are compared',
  pg_shdescription:
    'the comment of a database holds our mark meanwhile; the exchange gives it to the new one',
  pg_statistic: 'made by ANALYZE',
  pg_statistic_ext_data: 'made by ANALYZE',
  pg_subscription: 'a database with subscriptions is not replaced by another one',
  pg_subscription_rel: 'a database with subscriptions is not replaced by another one',
  pg_tablespace: 'belongs to the server',
};

const HINT = 'a hint that is set early and cleared late';
const STORAGE = 'where and how the rows lie';
const VACUUM = 'counted by VACUUM and ANALYZE';
const NAMED = 'objects are compared by name';
const LIBRARY = 'the version of the library at creation; a new database has the present one';
const POSITION = 'differs where columns were dropped; the order of the others is compared';

/** Columns that are not compared, by catalog, each with the reason. `oid` never is: objects are compared by name. */
export const exceptedColumns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pg_attribute: {
    attcacheoff: 'used in memory only',
    atthasmissing: STORAGE,
    attisdropped: 'dropped columns are left out',
    attmissingval: STORAGE,
    attndims: 'PostgreSQL neither enforces nor dumps the declared number of dimensions',
    attnum: POSITION,
  },
  pg_class: {
    relallfrozen: VACUUM,
    relallvisible: VACUUM,
    relfilenode: STORAGE,
    relfrozenxid: VACUUM,
    relhasindex: HINT,
    relhasrules: HINT,
    relhassubclass: HINT,
    relhastriggers: HINT,
    relispopulated: 'rows; materialized views are refreshed in the end',
    relminmxid: VACUUM,
    relnatts: POSITION,
    relpages: VACUUM,
    relrewrite: 'set while a table is rewritten',
    reltoastrelid: 'TOAST tables outlive the columns that needed them; their options are compared',
    reltuples: VACUUM,
  },
  pg_collation: { collversion: LIBRARY },
  pg_constraint: { conpfeqop: NAMED, conppeqop: NAMED, conffeqop: NAMED },
  pg_database: {
    datallowconn: 'the exchange opens and closes databases',
    datcollversion: LIBRARY,
    datfrozenxid: VACUUM,
    dathasloginevt: HINT,
    datistemplate: 'goes along in the exchange: a template could not be dropped after a failure',
    datminmxid: VACUUM,
    datname: 'what is exchanged',
  },
  pg_enum: { enumsortorder: 'numbers with gaps; the order is compared' },
  pg_extension: { extowner: 'the role that creates an extension owns it, and no statement changes that' },
  pg_index: { indcheckxmin: 'while an index is new' },
  pg_trigger: { tgconstrindid: 'follows from the constraint' },
  pg_type: { typndims: 'PostgreSQL neither enforces nor dumps the declared number of dimensions' },
};
