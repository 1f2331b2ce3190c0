import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import * as make from '../../src/factories/course/index.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { z } from '../../src/zod.ts';
import { freshDatabase, servers } from '../support/database.ts';

/** Three users, the second of them with other values. */
const users = (values: object, others: object = {}) =>
  defineScenario({
    name: 'users',
    summary: 'Three users.',
    parameters: z.strictObject({}),
    shared(scope) {
      const made = [0, 1, 2].map((n) => scope.add(make.user, n, n === 1 ? values : others));
      return made;
    },
  });

describe.each(servers)(
  'what PostgreSQL refuses is told with its place on PostgreSQL $version',
  ({ version }) => {
    test.each([
      {
        what: 'a check of the database alone',
        alter: `alter table public."user" add constraint no_bob check (given_name <> 'Bob')`,
        scenario: users({ givenName: 'Bob' }),
        problem:
          /^PostgreSQL refused the data \(23514, table user, constraint no_bob\): .*\. It is row 2 of those that were sent together, with the id [0-9a-f-]{36}\. Nothing was written\.$/,
        hint: 'migrate check',
      },
      {
        what: 'a column that is shorter there than the values',
        alter: `create function public.cut() returns trigger language plpgsql as $$ begin
        new.given_name := new.given_name::varchar || repeat('x', 256); return new; end $$;
        create trigger cut before insert on public."user" for each row when (new.given_name = 'Bob') execute function public.cut()`,
        scenario: users({ givenName: 'Bob' }),
        problem: /22001/,
        hint: 'A value does not fit its column',
      },
      {
        what: 'a rule of the schema',
        alter: 'select',
        scenario: users({ email: 'twice@example.org' }, { email: 'twice@example.org' }),
        problem:
          /\(23505, table user, constraint user_email_key\).* It is row 2 .*Key \(email\)=\(twice@example\.org\) already exists\. Nothing/,
        hint: 'seedbed rules',
      },
      {
        what: 'a trigger',
        alter: `create function public.refuse() returns trigger language plpgsql as $$ begin raise 'no Bob here'; end $$;
        create trigger refuse before insert on public."user" for each row when (new.given_name = 'Bob') execute function public.refuse()`,
        scenario: users({ givenName: 'Bob' }),
        problem: /\(P0001.*\): no Bob here/,
        hint: 'A trigger or function of the database',
      },
    ])('$what', async ({ alter, scenario, problem, hint }) => {
      const { client } = await freshDatabase({ version, template: 'course' });
      await client.query(alter);
      const refused: unknown = await seed(client, course, scenario, { seed: 0, now: DEFAULT_NOW }).catch(
        (error) => error,
      );
      expect(refused).toMatchObject({ code: 'load_refused', message: expect.stringMatching(problem) });
      expect(refused).toMatchObject({ hint: expect.stringContaining(hint) });
    });
  },
);
