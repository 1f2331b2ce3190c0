import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { freePort } from '../../src/database/server/port.ts';
import { embeddedServer } from '../../src/database/server.ts';
import type { SeedbedError } from '../../src/errors/error.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { seed } from '../../src/seeders/seed.ts';
import { requireConsent, setLabel } from '../../src/staging/label.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { startPlainServer } from '../support/plain-server.ts';
import { temporaryProject } from '../support/project.ts';

describe("a copy of a server's files, which has every identifier of the original", () => {
  const server = embeddedServer({ directory: temporaryProject() });
  const data = join(server.home, 'server', 'data');
  const copy = join(server.home, 'server', 'copy');
  let url: URL;
  let cluster: string;
  let stop = async () => {};

  beforeAll(async () => {
    await server.start();
    url = new URL(await server.ensureDatabase('labelled'));
    await migrations(library, url.href).up();
    const client = await connect(url.href);
    await seed(client, library, shelves, { seed: 0, now: DEFAULT_NOW });
    await setLabel(client, library, 'staging', 'ada');
    cluster = (await client.query('show cluster_name')).rows[0].cluster_name;
    await client.query(
      `create role plain login password 'secret'; grant select on all tables in schema public to plain`,
    );
    await client.end();
    await server.stop();
    execFileSync('cp', ['-a', data, copy]);
  });

  afterEach(async () => await stop());

  /** Why the label is void; empty where it is not. */
  async function reasons(port: number, role: { username?: string; password?: string } = {}) {
    const client = await connect(Object.assign(new URL(url), { port, ...role }).href);
    return await requireConsent(client, library)
      .then(
        () => [],
        (error: SeedbedError) => error.details['reasons'],
      )
      .finally(() => client.end());
  }
  const signs = (...names: string[]) =>
    names.map((name) => `the server has another ${name} since, as a copy of its files has`);

  test('is told beside the original by its port, its cluster_name and its data directory', async () => {
    await server.start();
    const port = await freePort();
    stop = await startPlainServer(copy, { port, cluster_name: 'copy' });
    expect(await reasons(port)).toEqual(signs('port', 'cluster_name', 'data directory'));
    expect(await reasons(Number(url.port))).toEqual([]);
    await server.stop();
  });

  test('is told in the place of the original by its data directory alone, by those who may see that', async () => {
    const port = Number(url.port);
    stop = await startPlainServer(copy, { port, cluster_name: cluster });
    expect(await reasons(port)).toEqual(signs('data directory'));
    expect(await reasons(port, { username: 'plain', password: 'secret' })).toEqual([]);
  });
});
