import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { User } from '../../src/entities/course/people.ts';
import { clone, release, template, transaction } from '../../src/testing.ts';
import { servers } from '../support/database.ts';
import { until } from '../support/until.ts';
import { kitOn } from './kit.ts';

const nameOf = (of: { readonly url: string }): string => new URL(of.url).pathname.slice(1);

describe.each(servers)('seedbed/testing on PostgreSQL $version', ({ version }) => {
  const kit = kitOn(version);

  describe('clone', () => {
    test('is a database of its own, for commits and several connections', async () => {
      const mine = await clone(kit.empty);
      const other = await clone(kit.empty);
      await mine.f.courseMember.create();
      const orm = new MikroORM({ ...ormOptions(courseSchema), ...connectionOptions(mine.url) });
      expect(await orm.em.fork().count(User)).toBe(1);
      await orm.close();
      const { rows } = await other.client.query('select count(*)::int as users from "user"');
      expect(rows).toEqual([{ users: 0 }]);
      const made = [mine, other].map(nameOf);
      expect(await kit.databases()).toEqual(expect.arrayContaining(made));
      await release(mine);
      await release(mine);
      await release(other);
      expect((await kit.databases()).filter((name) => made.includes(name))).toEqual([]);
      // What is left of a test reaches no other one.
      await expect(mine.f.user.create()).rejects.toMatchObject({ code: 'test_over' });
    });

    test('has an ORM with a pool, and the next test another one', async () => {
      const mine = await clone(kit.empty);
      const { orm } = mine;
      await orm.em.fork().transactional(async (em) => {
        em.create(User, { givenName: 'Ada' });
        await em.flush();
        expect(await orm.em.fork().count(User)).toBe(0); // on another connection
      });
      expect(await mine.em.count(User, { givenName: 'Ada' })).toBe(1);
      const other = await clone(kit.empty);
      expect(await other.orm.em.fork().count(User)).toBe(0);
      expect(other.orm === orm).toBe(false);
      await orm.close();
      await release(mine);
      await expect(orm.em.fork().count(User)).rejects.toMatchObject({ code: 'test_over' });
      const later = await clone(kit.empty);
      expect(later.orm === orm).toBe(false);
      await later.f.user.create();
      expect(await later.orm.em.fork().count(User)).toBe(1);
      await release(other);
      await release(later);
    });

    test('has a pool for the application, which may end it', async () => {
      const mine = await clone(kit.empty);
      const { pool } = mine;
      await mine.f.user.create({ givenName: 'Ada' });
      const client = await pool.connect();
      await client.query('begin');
      await client.query(`update "user" set given_name = 'Grace'`);
      const { rows } = await pool.query('select given_name from "user"'); // on another connection
      expect(rows).toEqual([{ given_name: 'Ada' }]);
      await client.query('commit');
      client.release();
      expect(await mine.em.count(User, { givenName: 'Grace' })).toBe(1);
      await release(mine);
      expect(pool.totalCount).toBe(0);

      const other = await clone(kit.empty);
      expect((await other.pool.query('select from "user"')).rowCount).toBe(0);
      await other.pool.end();
      await release(other);
    });

    test('is there before the next test asks for it; release of the template drops what nobody took', async () => {
      await release(kit.empty); // so that no copy is being made for it
      const own = await template(course, { seed: 'stock', scenario: 'minimal' });
      const before = await kit.databases();
      const first = await clone(own);
      const later = async () =>
        (await kit.databases()).filter((name) => ![...before, nameOf(first)].includes(name));
      await until(async () => (await later()).length === 1);
      const [ready] = await later();
      const second = await clone(own);
      expect(nameOf(second)).toBe(ready);
      expect((await second.client.query('select from "user"')).rowCount).toBe(2);
      await release(second);
      await release(first);
      await release(own);
      expect(await kit.databases()).toEqual(before);
    });

    test('tells of connections and transactions that were left open', async () => {
      const mine = await clone(kit.empty);
      const leak = new pg.Client({ connectionString: mine.url, application_name: 'mailer' });
      leak.on('error', () => {});
      await leak.connect();
      const em = mine.orm.em.fork();
      await em.begin();
      await em.count(User);
      const taken = await mine.pool.connect();
      await taken.query('select 1 as taken');
      const error: unknown = await release(mine).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'connections_leaked' });
      const unended = { application: '', query: expect.stringContaining('count(*)') };
      const forgotten = { application: '', query: 'select 1 as taken' };
      expect(error).toMatchObject({
        details: { connections: [{ application: 'mailer' }, unended, forgotten] },
      });
      await expect(em.count(User)).rejects.toThrow();
    });
  });

  describe('template', () => {
    test('holds a scenario, the same in each copy', async () => {
      const options = { scenario: 'minimal', seed: 7 } as const;
      const minimal = await template(course, options);
      const one = await transaction(minimal);
      const two = await clone(minimal);
      const sql = 'select email, created_at from "user" order by id';
      const [{ rows }, { rows: same }] = [await one.client.query(sql), await two.client.query(sql)];
      expect(rows).toHaveLength(2);
      expect(same).toEqual(rows);
      // What the factories make collides with none of it.
      await one.f.courseMember.create();
      await two.f.courseMember.create();
      await release(one);
      await release(two);
      await release(minimal);
    });

    test('release drops the copy that its transactions ran in', async () => {
      await release(kit.empty); // so that no copy is being made for it
      const own = await template(course);
      const before = await kit.databases();
      await release(await transaction(own));
      expect(await kit.databases()).toHaveLength(before.length + 1);
      await release(own);
      expect(await kit.databases()).toEqual(before);
      await release(await transaction(own)); // and makes another one when asked
      await release(own);
      expect(await kit.databases()).toEqual(before);
    });

    test('of an unknown scenario is none', async () => {
      // @ts-expect-error: nor does it compile
      await expect(template(course, { scenario: 'minimum' })).rejects.toMatchObject({
        code: 'unknown_scenario',
      });
    });
  });
});
