import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { expect } from 'vitest';
import { fingerprint, readCatalog } from '../../../src/database/catalog.ts';
import { connect } from '../../../src/database/connect.ts';
import { migrations } from '../../../src/database/migrate.ts';
import { processesOf } from '../../../src/database/server/process.ts';
import type { EmbeddedServer } from '../../../src/database/server.ts';
import { course } from '../../../src/domains.ts';
import { countRows } from '../../../src/load/emptiness.ts';
import { DEFAULT_AT } from '../../../src/random/clock.ts';
import { keyOf } from '../../../src/random/key.ts';
import { Stream } from '../../../src/random/stream.ts';
import { verify } from '../../../src/rules/verify.ts';
import { university } from '../../../src/seeders/course/university.ts';
import type { SeedStep } from '../../../src/seeders/fill.ts';
import { plan } from '../../../src/seeders/plan.ts';
import { kill } from '../../support/kill.ts';
import { startScript } from '../../support/script.ts';
import { until } from '../../support/until.ts';

const parameters = { users: 1_000, courses: 4, students: 40, tasks: 5 };
const origin = { seed: 0, at: DEFAULT_AT };
const complete = plan(course, university, parameters, origin).tables;

export const victims = ['process', 'connection', 'server'] as const;
export type Victim = (typeof victims)[number];
export const steps: readonly SeedStep[] = ['writing rows', 'building indexes and keys', 'checking rules'];

/** When to kill what. */
export interface Moment {
  readonly victim: Victim;
  readonly step: SeedStep;
  /** How far into the step, as a part of the time that the step takes undisturbed: from 0 to 1. */
  readonly share: number;
}

/** Moments that are spread over the steps; the same ones each time. */
export function moments(count: number): readonly Moment[] {
  const random = new Stream().rekey(keyOf('moments of a rebuild'));
  return Array.from({ length: count }, (_, i) => ({
    victim: victims[i % victims.length] as Victim,
    step: steps[Math.floor(i / victims.length) % steps.length] as SeedStep,
    share: random.unit(),
  }));
}

// Says when each step begins; `pid` is that of its session.
const program = (url: string) => `
  import { connect } from '$src/database/connect.ts';
  import { course } from '$src/domains.ts';
  import { university } from '$src/seeders/course/university.ts';
  import { seed } from '$src/seeders/seed.ts';
  const client = await connect(${JSON.stringify(url)});
  client.on('error', () => {});
  const { rows } = await client.query('select pg_backend_pid() as pid');
  console.log(rows[0].pid);
  let last = '';
  await seed(client, course, university, { seed: 0, at: new Date(${DEFAULT_AT.getTime()}) }, {
    load: 'rebuild', batch: 500, parameters: ${JSON.stringify(parameters)},
    onProgress: (step) => { if (step !== last) console.log(last = step); },
  }).catch((error) => console.log(error.code));
  console.log('done');
  process.exit();`;

/** A database on a server of the test's own, in which seeds are killed. */
export class Scene {
  readonly #server: EmbeddedServer;
  readonly #cwd: string;
  #structure = '';
  #count = 0;
  /** How long each step takes undisturbed, in milliseconds. */
  readonly #durations = new Map<string, number>();

  constructor(server: EmbeddedServer, cwd: string) {
    this.#server = server;
    this.#cwd = cwd;
  }

  async prepare(): Promise<void> {
    await this.#server.start();
    await migrations(course, await this.#server.ensureDatabase('sound')).up();
    const url = await this.#fresh();
    this.#structure = await this.#structureOf(url);
    const seeding = this.#start(url);
    let previous: { step: string; began: number } | undefined;
    for await (const line of seeding.lines) {
      const now = performance.now();
      if (previous) this.#durations.set(previous.step, now - previous.began);
      previous = { step: line, began: now };
    }
    expect(await this.#rowsOf(url)).toEqual(complete);
  }

  /** Kills a seed at a moment. Resolves to the step in which that happened and to what is left. */
  async kill({ victim, step, share }: Moment): Promise<{ during: string; left: 'nothing' | 'everything' }> {
    const url = await this.#fresh();
    const { child, lines } = this.#start(url);
    const over = once(lines, 'close');
    const said: string[] = [];
    const reached = Promise.withResolvers<void>();
    lines.on('line', (line) => {
      said.push(line);
      if (line === step) reached.resolve();
    });
    await Promise.race([reached.promise, over]);
    await after(share * (this.#durations.get(step) ?? 0));
    const pid = Number(said[0]);
    const during = said.at(-1) ?? ''; // one that is faster than the undisturbed one was may be done
    if (victim === 'process') child.kill('SIGKILL');
    else await this.#end(victim, pid);
    await over;
    await this.#server.start();
    await this.#gone(url, pid);
    const rows = await this.#rowsOf(url);
    if (Object.keys(rows).length > 0) expect(rows).toEqual(complete);
    expect(await this.#structureOf(url)).toBe(this.#structure);
    const client = await connect(url);
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
    await client.end();
    return { during, left: Object.keys(rows).length > 0 ? 'everything' : 'nothing' };
  }

  #start(url: string) {
    const child = startScript(program(url), { cwd: this.#cwd });
    if (!child.stdout) throw new Error('no output');
    return { child, lines: createInterface({ input: child.stdout }) };
  }

  async #end(victim: Exclude<Victim, 'process'>, session: number): Promise<void> {
    if (victim === 'connection') {
      const client = await connect(await this.#server.url());
      await client.query('select pg_terminate_backend($1)', [session]);
      await client.end();
    } else {
      const { home } = await this.#server.status();
      for (const pid of processesOf(join(home, 'server', 'data'))) kill(pid);
      await until(async () => (await this.#server.status()).state === 'stopped');
    }
  }

  async #fresh(): Promise<string> {
    const client = await connect(await this.#server.url());
    const name = `victim${this.#count++}`;
    await client.query(`create database ${name} template sound`);
    await client.end();
    return await this.#server.url(name);
  }

  async #gone(url: string, pid: number): Promise<void> {
    const client = await connect(url);
    const query = 'select from pg_stat_activity where pid = $1 and datname = current_database()';
    await until(async () => (await client.query(query, [pid])).rowCount === 0);
    await client.end();
  }

  async #structureOf(url: string): Promise<string> {
    const client = await connect(url);
    const structure = fingerprint(await readCatalog(client, course));
    await client.end();
    return structure;
  }

  async #rowsOf(url: string): Promise<Record<string, number>> {
    const client = await connect(url);
    const rows = await countRows(client, course);
    await client.end();
    return rows;
  }
}
