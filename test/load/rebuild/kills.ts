import { expect } from 'vitest';
import { fingerprint, readCatalog } from '../../../src/database/catalog.ts';
import { connect } from '../../../src/database/connect.ts';
import { migrations } from '../../../src/database/migrate.ts';
import type { EmbeddedServer } from '../../../src/database/server.ts';
import { course } from '../../../src/domains.ts';
import { countRows } from '../../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { keyOf } from '../../../src/random/key.ts';
import { Stream } from '../../../src/random/stream.ts';
import { verify } from '../../../src/rules/verify.ts';
import { university } from '../../../src/seeders/course/university.ts';
import type { SeedStep } from '../../../src/seeders/fill.ts';
import { plan } from '../../../src/seeders/plan.ts';
import { Killer, type Victim, victims } from '../../support/killing.ts';
import { until } from '../../support/until.ts';

const parameters = { users: 1_000, courses: 4, students: 40, tasks: 5 };
const origin = { seed: 0, now: DEFAULT_NOW };
const complete = plan(course, university, parameters, origin).tables;

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
  await seed(client, course, university, { seed: 0, now: new Date(${DEFAULT_NOW.getTime()}) }, {
    load: 'rebuild', batch: 500, parameters: ${JSON.stringify(parameters)},
    onProgress: (step) => { if (step !== last) console.log(last = step); },
  }).catch((error) => console.log(error.code));
  console.log('done');
  process.exit();`;

/** A database on a server of the test's own, in which seeds are killed. */
export class Scene {
  readonly #server: EmbeddedServer;
  readonly #killer: Killer;
  #structure = '';
  #count = 0;
  /** How long each step takes undisturbed, in milliseconds. */
  #durations: ReadonlyMap<string, number> = new Map();

  constructor(server: EmbeddedServer, cwd: string) {
    this.#server = server;
    this.#killer = new Killer(server, cwd);
  }

  async prepare(): Promise<void> {
    await this.#server.start();
    await migrations(course, await this.#server.ensureDatabase('sound')).up();
    const url = await this.#fresh();
    this.#structure = await this.#structureOf(url);
    this.#durations = await this.#killer.durations(program(url));
    expect(await this.#rowsOf(url)).toEqual(complete);
  }

  /** Kills a seed at a moment. Resolves to the step in which that happened and to what is left. */
  async kill({ victim, step, share }: Moment): Promise<{ during: string; left: 'nothing' | 'everything' }> {
    const url = await this.#fresh();
    const delay = share * (this.#durations.get(step) ?? 0);
    const { during, said } = await this.#killer.kill(
      program(url),
      { victim, step, delay },
      ([pid]) => `select ${Number(pid)} as pid`,
    );
    await this.#gone(url, Number(said[0]));
    const rows = await this.#rowsOf(url);
    if (Object.keys(rows).length > 0) expect(rows).toEqual(complete);
    expect(await this.#structureOf(url)).toBe(this.#structure);
    const client = await connect(url);
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
    await client.end();
    return { during, left: Object.keys(rows).length > 0 ? 'everything' : 'nothing' };
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
