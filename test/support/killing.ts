import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { connect } from '../../src/database/connect.ts';
import { processesOf } from '../../src/database/server/process.ts';
import type { EmbeddedServer } from '../../src/database/server.ts';
import { kill } from './kill.ts';
import { startScript } from './script.ts';
import { until } from './until.ts';

export const victims = ['process', 'connection', 'server'] as const;
export type Victim = (typeof victims)[number];

/** When to kill what. */
export interface Kill {
  readonly victim: Victim;
  readonly step: string;
  /** How far into the step, in milliseconds. */
  readonly delay: number;
}

/** Kills scripts that say each step when it begins, or what they need, on a server of the test's own. */
export class Killer {
  readonly #server: EmbeddedServer;
  readonly #cwd: string;

  constructor(server: EmbeddedServer, cwd: string) {
    this.#server = server;
    this.#cwd = cwd;
  }

  /** Lets a script run to its end. Resolves to how long each step took, in milliseconds. */
  async durations(script: string): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    let previous: { step: string; began: number } | undefined;
    for await (const step of this.#start(script).lines) {
      const now = performance.now();
      if (previous) found.set(previous.step, now - previous.began);
      previous = { step, began: now };
    }
    return found;
  }

  /**
   * Kills a script's process, its connection or its server, and waits for the script's end; the server runs again then.
   *
   * @param sessions SQL that gives the sessions to end as `pid`, of what the script had said until then
   * @returns what it had said last, and all that it said in the end
   */
  async kill(
    script: string,
    { victim, step, delay }: Kill,
    sessions: (said: readonly string[]) => string,
  ): Promise<{ during: string; said: readonly string[] }> {
    const { child, lines } = this.#start(script);
    const over = once(lines, 'close');
    const said: string[] = [];
    const reached = Promise.withResolvers<void>();
    lines.on('line', (line) => {
      said.push(line);
      if (line === step) reached.resolve();
    });
    await Promise.race([reached.promise, over]);
    await after(delay);
    const during = said.at(-1) ?? ''; // one that is faster than the undisturbed one was may be done
    if (victim === 'process') child.kill('SIGKILL');
    else if (victim === 'server') await this.#endServer();
    else await this.#endSessions(sessions(said));
    await over;
    await this.#server.start();
    return { during, said };
  }

  #start(script: string) {
    const child = startScript(script, { cwd: this.#cwd });
    if (!child.stdout) throw new Error('no output');
    return { child, lines: createInterface({ input: child.stdout }) };
  }

  async #endServer(): Promise<void> {
    const { home } = await this.#server.status();
    for (const pid of processesOf(join(home, 'server', 'data'))) kill(pid);
    await until(async () => (await this.#server.status()).state === 'stopped');
  }

  async #endSessions(sessions: string): Promise<void> {
    const client = await connect(await this.#server.url());
    await client.query(`select pg_terminate_backend(pid) from (${sessions}) sessions`);
    await client.end();
  }
}
