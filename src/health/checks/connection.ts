import type { Check } from '../check.ts';

/** Whether there is a connection, and how quickly it answers. */
export const connection: Check<'connection'> = {
  name: 'connection',
  about: 'whether there is a connection, and how soon it answers, of three times the soonest',
  limits: ({ answer }) => ({ warning: `from ${answer.warning} ms`, failure: 'there is none' }),
  async run({ client, thresholds }) {
    const { rows } = await client.query<{ database: string; role: string; tls: string | null }>(
      `select current_database() as database, current_user as role,
              (select version from pg_stat_ssl where pid = pg_backend_pid() and ssl) as tls`,
    );
    const { database = '', role = '', tls = null } = rows[0] ?? {};
    const times: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const began = performance.now();
      await client.query('select 1');
      times.push(performance.now() - began);
    }
    const soonest = Math.min(...times);
    const finding = `"${database}" on ${client.host}:${client.port} as "${role}" (${tls ?? 'not encrypted'}) answers in ${soonest.toFixed(1)} ms`;
    if (soonest < thresholds.answer.warning) return { state: 'ok', finding };
    return { state: 'warning', finding, hint: 'See what the server is busy with, and how far away it is.' };
  },
};
