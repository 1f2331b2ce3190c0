import {
  archivable,
  audit,
  avatar,
  integer,
  maybe,
  numbered,
  oneOf,
  other,
  time,
  to,
  varchar,
} from './columns.ts';
import { kept, type Table, type Unique, unique } from './table.ts';

const amongLive = (name: string, column: string): Unique => ({
  name,
  columns: [column],
  whereNull: 'archived_at',
});

/** Users and what belongs to one of them. */
export const people: Readonly<Record<string, Table>> = {
  user: {
    ...kept,
    columns: {
      ...audit,
      ...archivable,
      ...numbered,
      given_name: maybe(varchar(255)),
      family_name: maybe(varchar(255)),
      email: maybe(varchar(320)),
      user_type: oneOf('user', 'db', 'token'),
      fs_number: integer,
      auth_token: maybe(varchar(512)),
      token_expiration: maybe(time),
      username: maybe(varchar(255)),
    },
    uniques: [
      amongLive('user_username_key', 'username'),
      amongLive('user_email_key', 'email'),
      amongLive('user_number_key', 'number'),
    ],
  },
  profile: {
    ...kept,
    columns: {
      ...audit,
      ...avatar,
      nickname: maybe(varchar(255)),
      bio: maybe(varchar(16384)),
      url: maybe(varchar(2048)),
      user_id: to('user'),
    },
    uniques: [unique('nickname'), unique('user_id')],
  },
  student_profile: {
    ...kept,
    columns: {
      ...audit,
      student_id: maybe(varchar(255)),
      student_email: maybe(varchar(320)),
      user_id: to('user'),
    },
    uniques: [unique('student_id'), unique('student_email'), unique('user_id')],
  },
  account: {
    ...kept,
    columns: {
      ...audit,
      provider: varchar(255),
      type: varchar(63),
      provider_account_id: varchar(255),
      user_id: to('user'),
    },
    uniques: [unique('provider', 'type', 'user_id'), unique('provider', 'type', 'provider_account_id')],
  },
  session: {
    ...kept,
    columns: {
      ...audit,
      user_id: to('user'),
      session_id: varchar(1024),
      logout_time: maybe(time),
      ip_address: other,
    },
  },
};
