import {
  address,
  archivable,
  audit,
  contact,
  linkAudit,
  maybe,
  numbered,
  oneOf,
  other,
  path,
  titled,
  to,
  varchar,
} from './columns.ts';
import { kept, type Table, unique } from './table.ts';

/** Organizations, courses and backends. */
export const catalog: Readonly<Record<string, Table>> = {
  organization: {
    ...kept,
    columns: {
      ...audit,
      ...numbered,
      ...titled,
      ...archivable,
      ...contact,
      ...address,
      organization_type: oneOf('user', 'community', 'organization'),
      user_id: maybe(to('user')),
      path,
      parent_path: maybe(path),
    },
    uniques: [
      unique('organization_type', 'number'),
      unique('organization_type', 'path'),
      { name: 'organization_user_id_idx', columns: ['user_id'], whereNotNull: 'user_id' },
    ],
    keys: [
      {
        name: 'fk_organization_parent',
        columns: ['organization_type', 'parent_path'],
        table: 'organization',
        references: ['organization_type', 'path'],
      },
    ],
  },
  course_family: {
    ...kept,
    columns: { ...audit, ...titled, path, organization_id: to('organization') },
    uniques: [unique('organization_id', 'path')],
  },
  course: {
    ...kept,
    columns: {
      ...audit,
      ...titled,
      path,
      course_family_id: to('course_family'),
      organization_id: to('organization'),
      version_identifier: maybe(varchar(2048)),
    },
    uniques: [unique('course_family_id', 'path')],
  },
  execution_backend: {
    ...kept,
    columns: { ...audit, type: varchar(255), slug: varchar(255) },
    uniques: [unique('slug')],
  },
  course_execution_backend: {
    columns: {
      course_id: to('course'),
      execution_backend_id: to('execution_backend'),
      ...linkAudit,
      properties: maybe(other),
    },
    primary: ['course_id', 'execution_backend_id'],
    timestamps: true,
  },
};
