// A process of its own, which outlives the one that has started it: `holder.ts` does.

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Ask, askOn } from '../ask.ts';
import { connectPinned } from '../connect.ts';
import { dropUnwatched } from '../marked/unwatched.ts';
import { callerOf, isRunning } from './caller.ts';
import type { Order, Reply } from './holder.ts';

/** How soon to look for the first time whether the caller is still there: what only wraps the command ends with it. */
const FIRST_PERIOD_MS = 10;
/** How often to look later, and whether the database is still there. */
const PERIOD_MS = 1_000;

/** Asked for while the command lives. */
const caller = callerOf(process.ppid);
let ask: Ask;
let database: string | undefined;

process.on('message', (order: Order) => {
  if ('database' in order) {
    database = order.database;
    reply({});
  } else hold(order).then(() => reply({}), refuse);
});
process.once('disconnect', () => {
  if (database === undefined) process.exit();
  void watch(database);
});

/** Holds the locks as long as this process lives. */
async function hold({ url, locks }: Extract<Order, { url: string }>): Promise<void> {
  const client = await connectPinned(url);
  // Its locks are gone with it, and with them the reason to be here.
  client.once('end', () => process.exit());
  ask = askOn(client);
  for (const lock of locks) await ask(`select pg_advisory_lock_shared(${pg.escapeLiteral(lock)})`);
}

const reply = (answer: Reply): void => {
  process.send?.(answer);
};

const refuse = (error: unknown): void =>
  reply({ failed: error instanceof Error ? error.message : `${error}` });

/** Waits for the end of the caller, or of the database, and drops what is left. */
async function watch(name: string): Promise<void> {
  setInterval(() => void exitWithout(name), PERIOD_MS);
  await callerEnded(name);
  await dropUnwatched(ask, name, { wait: true }).catch(() => {}); // else the next process of the kit does
  process.exit();
}

/** Of a group that ended before the database was used, such as that of npx in a shell, the process that started it is asked. */
async function callerEnded(name: string): Promise<void> {
  const { group, above } = (await caller) ?? {};
  if (group === undefined) process.exit(); // the system does not tell
  for (const owner of above === undefined ? [-group] : [-group, above]) {
    for (let period = FIRST_PERIOD_MS; isRunning(owner); period = Math.min(period * 1.1, PERIOD_MS))
      await pause(period);
    if (await wasUsed(name)) return;
  }
}

async function wasUsed(name: string): Promise<boolean> {
  const found = await ask('select from pg_stat_database where datname = $1 and sessions > 0', [name]);
  return found.length > 0;
}

async function exitWithout(name: string): Promise<void> {
  const found = await ask('select from pg_database where datname = $1', [name]);
  if (found.length === 0) process.exit();
}
