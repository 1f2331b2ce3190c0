import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { practice } from '../../src/domains.ts';
import { health } from '../../src/health/health.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';

const directory = temporaryProject();

it('with the last connection of a server it is told that it is full, and everything else', async () => {
  const server = embeddedServer({ directory });
  await server.start();
  const url = await server.ensureDatabase('practice');
  await migrations(practice, url).up();
  const owner = await connect(url);
  await owner.query(`create role tenant login createdb superuser password 'secret'`);
  await owner.end();
  await server.stop();
  // Of its 200 connections, others than superusers have the rest.
  appendFileSync(
    join(server.home, 'server', 'data', 'postgresql.conf'),
    '\nsuperuser_reserved_connections = 194\n',
  );
  await server.start();
  const superuser = await connect(await server.url('practice'));
  await superuser.query('alter role tenant nosuperuser');
  await superuser.query('grant select, insert, update, delete on all tables in schema public to tenant');
  await superuser.end();

  const tenant = Object.assign(new URL(await server.url('practice')), {
    username: 'tenant',
    password: 'secret',
  });
  const clients = Array.from({ length: 5 }, () => new pg.Client(tenant.toString()));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const { checks } = await health(practice, tenant.toString());
    const states = Object.fromEntries(checks.map(({ check, state }) => [check, state]));
    expect(states).toMatchObject({ connections: 'failure', rights: 'ok', drift: 'unknown', encoding: 'ok' });
    expect(checks.find(({ check }) => check === 'connections')).toMatchObject({
      finding: '6 of the 6 of the server (100 %)',
    });
    const run = await seedbed(['doctor', '--json'], {
      cwd: directory,
      env: { DATABASE_URL: tenant.toString() },
    });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ domain: 'practice', state: 'failure' });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
});
