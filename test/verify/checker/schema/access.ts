import {
  audit,
  boolean,
  linkAudit,
  maybe,
  oneOf,
  other,
  slugged,
  titled,
  to,
  toText,
  varchar,
} from './columns.ts';
import { kept, type Table } from './table.ts';

/** Roles, groups and their claims. */
export const access: Readonly<Record<string, Table>> = {
  role: { columns: { id: varchar(255), ...titled, builtin: boolean }, primary: ['id'] },
  role_claim: {
    columns: {
      role_id: toText('role', 50),
      claim_type: varchar(255),
      claim_value: varchar(255),
      ...linkAudit,
      properties: maybe(other),
    },
    primary: ['role_id', 'claim_type', 'claim_value'],
    timestamps: true,
  },
  user_role: {
    columns: { user_id: to('user'), role_id: toText('role'), transient: boolean, ...linkAudit },
    primary: ['user_id', 'role_id'],
    timestamps: true,
  },
  group: {
    ...kept,
    columns: { ...audit, ...slugged, type: maybe(oneOf('fixed', 'dynamic')) },
  },
  group_claim: {
    columns: {
      group_id: to('group'),
      claim_type: varchar(255),
      claim_value: varchar(255),
      ...linkAudit,
      properties: maybe(other),
    },
    primary: ['group_id', 'claim_type', 'claim_value'],
    timestamps: true,
  },
  user_group: {
    columns: { user_id: to('user'), group_id: to('group'), transient: boolean, ...linkAudit },
    primary: ['user_id', 'group_id'],
    timestamps: true,
  },
};
