import { drizzle } from 'drizzle-orm/node-postgres';
import { integer, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { seed } from 'drizzle-seed';
import pg from 'pg';
import { accountProviders } from '../../src/factories/course/words/access.ts';
import { studentBios } from '../../src/factories/course/words/people.ts';
import { nth } from '../../src/factories/nth.ts';

const { provider, type } = nth(accountProviders, 0);

const text = (name: string) => varchar(name, { length: 255 });
/** Its texts fill the length that it knows of; ours are about so long. */
const short = (name: string) => varchar(name, { length: 16 });

const user = pgTable('user', {
  id: uuid('id').primaryKey(),
  number: short('number').unique(),
  givenName: text('given_name'),
  familyName: text('family_name'),
  email: varchar('email', { length: 320 }).unique(),
  username: short('username').unique(),
});

const belongsToUser = () =>
  uuid('user_id')
    .notNull()
    .references(() => user.id);

const account = pgTable('account', {
  id: uuid('id').primaryKey(),
  provider: text('provider').notNull(),
  type: varchar('type', { length: 63 }).notNull(),
  providerAccountId: short('provider_account_id').notNull().unique(),
  userId: belongsToUser().unique(),
});

const profile = pgTable('profile', {
  id: uuid('id').primaryKey(),
  nickname: short('nickname').unique(),
  bio: varchar('bio', { length: 16_384 }),
  url: varchar('url', { length: 48 }),
  avatarColor: integer('avatar_color'),
  userId: belongsToUser().unique(),
});

const studentProfile = pgTable('student_profile', {
  id: uuid('id').primaryKey(),
  studentId: short('student_id').unique(),
  studentEmail: varchar('student_email', { length: 320 }).unique(),
  userId: belongsToUser().unique(),
});

const tables = { user, account, profile, studentProfile };

/** How many tables it fills. */
export const DRIZZLE_TABLES = Object.keys(tables).length;

/**
 * Fills the tables about people, as many rows in each. Columns with a default, and those that are null in ours
 * too, are left to the database.
 */
export async function seedByDrizzle(url: string, people: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url });
  await seed(drizzle(pool), tables).refine((f) => ({
    user: {
      count: people,
      columns: { number: f.string({ isUnique: true }), username: f.string({ isUnique: true }) },
      with: { account: 1, profile: 1, studentProfile: 1 },
    },
    account: {
      columns: {
        provider: f.default({ defaultValue: provider }),
        type: f.default({ defaultValue: type }),
        providerAccountId: f.string({ isUnique: true }),
      },
    },
    profile: {
      columns: {
        nickname: f.string({ isUnique: true }),
        bio: f.valuesFromArray({ values: [...studentBios] }),
        url: f.string(),
        avatarColor: f.int({ minValue: 0, maxValue: 0xffffff }),
      },
    },
    studentProfile: { columns: { studentId: f.string({ isUnique: true }), studentEmail: f.email() } },
  }));
  await pool.end();
}
