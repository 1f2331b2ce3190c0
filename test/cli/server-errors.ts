import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf, named } from '../../src/cli/exit-code.ts';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { course, findScenario } from '../../src/domains.ts';
import { SeedbedError } from '../../src/errors/error.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';

/** What the command line makes of what was thrown: an exit code, and two sentences. */
function told(thrown: unknown): { readonly code: number; readonly problem: string; readonly hint: string } {
  const error = named(thrown);
  const { message, hint } = error instanceof SeedbedError ? error : { message: String(error), hint: '' };
  return { code: exitCodeOf(error), problem: message, hint };
}

const thrownBy = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** What is to be done where nothing of the user's is wrong, least of all the url. */
const ofTheServer: readonly (readonly [RegExp, RegExp])[] = [
  [/^08/, /^See whether the server still runs/],
  [/^40/, /try again\.$/],
  [/^53300/, /max_connections|out of resources/],
  [/^53100/, /^Free some space|^The server is out of resources/],
  [/^53/, /^The server is out of resources: see its log/],
  [/^57014/, /llow it more time/],
  [/^57P04/, /^That database has just been dropped/],
  [/^57P0[12]/, /^See whether the server still runs|^Wait until the server has started/],
  [/^57/, /^The server was asked to stop this|^Wait until the server has started/],
  [/^(58|XX)/, /: see its log\.$/],
];

function expectTrueHint(state: string, hint: string): void {
  const [, expected] = ofTheServer.find(([states]) => states.test(state)) ?? [];
  if (expected === undefined) return;
  expect(hint, state).toMatch(expected);
  expect(hint, state).not.toContain('DATABASE_URL');
}

const { scenario } = findScenario('minimal');

/** Has the server answer with each of these errors, in statements and instead of a connection. */
export function describeServerErrors(states: readonly string[]): void {
  describe('an error of each class, in a statement', () => {
    let client: pg.Client;
    let url: string;
    beforeAll(async () => {
      ({ client, url } = await freshDatabase({ template: 'course' }));
      await client.query(`
      create function public.fail() returns trigger language plpgsql as $$
        begin raise exception 'as asked' using errcode = current_setting('test.state'); end $$;
      create trigger fail before insert on public.course_family execute function public.fail()`);
    });

    it('of a seed is told as a problem around seedbed', async () => {
      for (const state of states) {
        await client.query(`set test.state = '${state}'`);
        const error = await thrownBy(seed(client, course, scenario, { seed: 0, now: DEFAULT_NOW }));
        expect({ state, ...told(error) }).toMatchObject({
          state,
          code: 3,
          hint: expect.stringMatching(/\w/),
        });
        expectTrueHint(state, told(error).hint);
        if (state.startsWith('42') && state !== '42501')
          expect(told(error).hint).not.toContain('Ask the owner');
        expect((await client.query('select 1')).rowCount).toBe(1);
      }
    });

    it('of a migration is told as a problem around seedbed', async () => {
      const fresh = await freshDatabase();
      await fresh.client.query(`
      create function public.fail() returns event_trigger language plpgsql as $$
        begin raise exception 'as asked' using errcode = current_setting('test.state'); end $$;
      create event trigger fail on ddl_command_end when tag in ('CREATE TABLE') execute function public.fail()`);
      for (const state of [
        '0A000',
        '23505',
        '40001',
        '42501',
        '42P01',
        '53100',
        '55006',
        'P0001',
        'XX000',
        'ZZZZZ',
      ]) {
        await fresh.client.query(
          `alter database ${pg.escapeIdentifier(fresh.client.database ?? '')} set test.state = '${state}'`,
        );
        const error = await thrownBy(migrations(course, fresh.url).up());
        expect({ state, ...told(error) }).toMatchObject({
          state,
          code: 3,
          hint: expect.stringMatching(/\w/),
        });
        expectTrueHint(state, told(error).hint);
      }
    });

    it('of reading is told as a problem around seedbed', async () => {
      const role = `reader_${client.database}`;
      await client.query(`
      create function public.refuse() returns boolean language plpgsql as $$
        begin raise exception 'as asked' using errcode = current_setting('test.state'); end $$;
      create role ${role}; grant select on all tables in schema public to ${role};
      alter table public.course_family enable row level security;
      create policy refuse on public.course_family using (public.refuse());
      drop trigger fail on public.course_family`);
      await seed(client, course, scenario, { seed: 0, now: DEFAULT_NOW });
      const reader = await connect(url);
      try {
        await reader.query(`set role ${role}`);
        for (const state of states) {
          await reader.query(`set test.state = '${state}'`);
          const error = await thrownBy(verify(reader, course));
          expect({ state, ...told(error) }).toMatchObject({
            state,
            code: 3,
            hint: expect.stringMatching(/\w/),
          });
        }
      } finally {
        await reader.end();
        await client.query(`drop owned by ${role}; drop role ${role}`);
      }
    });
  });

  describe('an error of each class, instead of a connection', () => {
    let server: Server;
    let state = '';
    beforeAll(async () => {
      // Says what PostgreSQL's protocol has for an error, whatever is sent.
      server = createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => {
          const fields = Buffer.from(`SFATAL\0VFATAL\0C${state}\0Mas asked\0\0`);
          const head = Buffer.alloc(5, 'E');
          head.writeInt32BE(fields.length + 4, 1);
          socket.end(Buffer.concat([head, fields]));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => server.close());

    it('is told as a problem around seedbed', async () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      for (state of states) {
        const error = await thrownBy(
          connect(`postgresql://ada:secret@127.0.0.1:${port}/course`, { wait: 0 }),
        );
        expect({ state, ...told(error) }).toMatchObject({
          state,
          code: 3,
          hint: expect.stringMatching(/\w/),
        });
        expectTrueHint(state, told(error).hint);
        expect(JSON.stringify(told(error))).not.toContain('secret');
      }
      state = 'XX000';
      const error = await thrownBy(connect(`postgresql://ada:secret@127.0.0.1:${port}/course`, { wait: 0 }));
      expect(error).toMatchObject({ code: 'connection_failed' });
    });
  });
}
