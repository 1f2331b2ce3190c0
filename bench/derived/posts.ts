import { drizzle } from 'drizzle-orm/node-postgres';
import { integer, pgTable, serial, text } from 'drizzle-orm/pg-core';
import { seed } from 'drizzle-seed';
import pg from 'pg';

/** As an example in the documentation of drizzle-seed has them. */
export const POSTS = `
  create table users (id serial primary key, name text not null);
  create table posts (id serial primary key, description text, user_id integer references users)`;

const users = pgTable('users', { id: serial('id').primaryKey(), name: text('name').notNull() });
const posts = pgTable('posts', {
  id: serial('id').primaryKey(),
  description: text('description'),
  userId: integer('user_id').references(() => users.id),
});

/** Fills the two tables by drizzle-seed. */
export async function seedPosts(url: string, people: number, each: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url });
  await seed(drizzle(pool), { users, posts }).refine(() => ({
    users: { count: people, with: { posts: each } },
  }));
  await pool.end();
}
