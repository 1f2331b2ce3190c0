import { expect } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import type { EmbeddedServer } from '../../src/database/server.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { keyOf } from '../../src/random/key.ts';
import { Stream } from '../../src/random/stream.ts';
import { verify } from '../../src/rules/verify.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { addressOf } from '../../src/staging/address.ts';
import { readHistory, type Strategy } from '../../src/staging/history.ts';
import type { ResetStep } from '../../src/staging/job.ts';
import { requireConsent, setLabel } from '../../src/staging/label.ts';
import type { Permission } from '../../src/staging/permission.ts';
import { reset } from '../../src/staging/reset.ts';
import { datasetHash } from '../support/dataset.ts';
import { Killer, type Victim, victims } from '../support/killing.ts';
import { until } from '../support/until.ts';

const parameters = { students: 8, weeks: 4 };

/** The phases of a reset, as it tells them. */
export const steps: Readonly<Record<Strategy, readonly ResetStep[]>> = {
  rename: ['making a database beside', 'writing rows', 'checking rules', 'keeping the old rows', 'swapping'],
  transaction: ['keeping the old rows', 'writing rows', 'checking rules', 'swapping'],
};

/** When to kill what. */
export interface Moment {
  readonly strategy: Strategy;
  readonly victim: Victim;
  readonly step: ResetStep;
  /** How far into the step, as a part of the time that the step takes undisturbed: from 0 to 1. */
  readonly share: number;
}

/** Moments that are spread over the steps; the same ones each time. */
export function moments(strategy: Strategy, count: number): readonly Moment[] {
  const random = new Stream().rekey(keyOf(`moments of a reset by ${strategy}`));
  const all = steps[strategy];
  return Array.from({ length: count }, (_, i) => ({
    strategy,
    victim: victims[i % victims.length] as Victim,
    // From the end: what is short and matters most comes first.
    step: all[all.length - 1 - (i % all.length)] as ResetStep,
    share: random.unit(),
  }));
}

// Says when each step begins.
const program = (url: string, permission: Permission, strategy: Strategy, seed: number) => `
  import { course } from '$src/domains.ts';
  import { classroom } from '$src/seeders/course/classroom.ts';
  import { reset } from '$src/staging/reset.ts';
  let last = '';
  await reset(${JSON.stringify(url)}, course, classroom, { seed: ${seed}, now: new Date(${DEFAULT_NOW.getTime()}) }, {
    ...${JSON.stringify(permission)}, strategy: '${strategy}', parameters: ${JSON.stringify(parameters)},
    onProgress: (step) => { if (step !== last) console.log(last = step); },
  }).catch((error) => console.log('failed: ' + error.code));
  console.log('done');
  process.exit();`;

/** One of a reset's sessions: `share` says which, from 0 to 1. */
const sessionAt = (share: number): string => `
  select pid from (
    select pid, row_number() over (order by pid) - 1 as place, count(*) over () as all
      from pg_stat_activity where application_name like 'seedbed reset%') sessions
   where place = floor(${share}::float8 * "all")`;

/** A labelled database on a server of the test's own, whose resets are killed. */
export class Scene {
  readonly #server: EmbeddedServer;
  readonly #killer: Killer;
  #url = '';
  #permission: Permission = { author: { by: 'ada' }, embedded: false };
  /** By seed. */
  readonly #hashes = new Map<number, string>();
  /** How long each step takes undisturbed, in milliseconds. */
  readonly #durations = new Map<string, number>();

  constructor(server: EmbeddedServer, cwd: string) {
    this.#server = server;
    this.#killer = new Killer(server, cwd);
  }

  async prepare(): Promise<void> {
    await this.#server.start();
    this.#url = await this.#server.ensureDatabase('stage');
    await migrations(course, this.#url).up();
    const client = await connect(this.#url);
    await setLabel(client, course, 'staging', 'ada');
    this.#permission = { ...this.#permission, confirm: addressOf(client) };
    await client.end();
    for (const [seed, strategy] of [
      [1, 'rename'],
      [2, 'transaction'],
    ] as const) {
      const script = program(this.#url, this.#permission, strategy, seed);
      for (const [step, took] of await this.#killer.durations(script)) {
        this.#durations.set(`${strategy} ${step}`, took);
      }
      const { hash } = await this.#look();
      this.#hashes.set(seed, hash);
    }
  }

  /** Kills a reset at a moment. Resolves to the step in which that happened and to what is there now. */
  async kill({ strategy, victim, step, share }: Moment): Promise<{ during: string; left: 'old' | 'new' }> {
    const before = await this.#look();
    const seed = before.seed === 1 ? 2 : 1;
    const delay = share * (this.#durations.get(`${strategy} ${step}`) ?? 0);
    const { during, said } = await this.#killer.kill(
      program(this.#url, this.#permission, strategy, seed),
      { victim, step, delay },
      () => sessionAt(share),
    );
    // Whatever it lost, it has come to an end by itself.
    if (victim !== 'process') expect(said.at(-1)).toBe('done');
    await this.#quiet();
    const found = await this.#look();
    expect(found.hash).toBe(this.#hashes.get(found.seed));
    expect(found.resets).toBe(before.resets + (found.seed === seed ? 1 : 0));
    return { during, left: found.seed === seed ? 'new' : 'old' };
  }

  /** A reset that nobody disturbs, after which nothing of the others is left but two backups. */
  async resetAgain(strategy: Strategy): Promise<void> {
    const before = await this.#look();
    const seed = before.seed === 1 ? 2 : 1;
    const options = { ...this.#permission, parameters, strategy };
    await reset(this.#url, course, classroom, { seed, now: DEFAULT_NOW }, options);
    const found = await this.#look();
    expect(found).toMatchObject({ seed, hash: this.#hashes.get(seed), resets: before.resets + 1 });
    if (strategy === 'transaction') return;
    const client = await connect(await this.#server.url());
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'stage\\_%'`,
    );
    await client.end();
    expect(rows.length).toBeLessThanOrEqual(2);
    for (const { name } of rows) expect(name).toMatch(/^stage__before_\d{8}T\d{9}$/);
  }

  /** What is there, and that it is whole. */
  async #look(): Promise<{ seed: number; hash: string; resets: number }> {
    const client = await connect(this.#url, { wait: 0 });
    try {
      await requireConsent(client, course);
      expect((await verify(client, course, { all: true })).violations).toEqual([]);
      const history = await readHistory(client);
      return {
        seed: Number(history.at(-1)?.seed),
        hash: await datasetHash(client, course),
        resets: history.length,
      };
    } finally {
      await client.end();
    }
  }

  /** Until the server has undone what the dead one had begun. */
  async #quiet(): Promise<void> {
    const client = await connect(await this.#server.url());
    const query = `select from pg_stat_activity where application_name like 'seedbed reset%'`;
    await until(async () => (await client.query(query)).rowCount === 0);
    await client.end();
  }
}
