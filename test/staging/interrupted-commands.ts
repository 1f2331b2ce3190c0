import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesIn, type InterruptedCommand, type InterruptedPlace, TARGET } from './interruptions.ts';

const on = ['--database', TARGET];

/** Every command that makes something on a server that runs, or on the disk. */
export const commands: Readonly<Record<string, InterruptedCommand>> = {
  doctor: { command: ['doctor', ...on], prepare: filled },
  lint: { command: ['lint', '--domain', 'boardroom', ...on], prepare: empty },
  'migrate check': { command: ['migrate', 'check', ...on], prepare: filled },
  'migrate up': { command: ['migrate', 'up', ...on], prepare: pending },
  'migrate down': { command: ['migrate', 'down', ...on], prepare: filled },
  'migrate create': {
    command: ['migrate', 'create', 'first', '--domain', 'tracks', '--config', 'own/seedbed.config.mjs'],
    prepare: withOwnDomain,
  },
  'migrate backup': { command: ['migrate', 'backup', 'saved', ...on], prepare: filled },
  'migrate restore': { command: ['migrate', 'restore', 'backup', ...on], prepare: backedUp },
  seed: { command: ['seed', 'minimal', ...on], prepare: migrated },
  'seed by rebuilding': { command: ['seed', 'minimal', '--load', 'rebuild', ...on], prepare: migrated },
  'seed --append': {
    command: ['seed', 'minimal', '--append', '--namespace', 'more', ...on],
    prepare: filled,
  },
  'seed to files': { command: ['seed', 'minimal', '--out', 'files'], prepare: filled },
  load: { command: ['load', 'parts', ...on], prepare: inParts },
  label: { command: ['label', 'staging', ...on], prepare: filled },
  'reset by rename': { command: reset('rename', 7), prepare: filled },
  'reset in place': { command: reset('transaction', 7), prepare: filled },
  'reset --dry-run': { command: [...reset('rename', 7), '--dry-run'], prepare: filled },
  'undo by rename': { command: ['undo', ...on], prepare: after(reset('rename', 7)) },
  'undo in place': { command: ['undo', ...on], prepare: after(reset('transaction', 7)) },
  'redo by rename': { command: ['redo', ...on], prepare: after(reset('rename', 7), ['undo', ...on]) },
  'redo in place': { command: ['redo', ...on], prepare: after(reset('transaction', 7), ['undo', ...on]) },
};

/** The commands that make nothing, on a server that runs. */
export const makingNothing: Readonly<Record<string, string>> = {
  eject: 'writes one file at once, and none that is there',
  history: 'reads',
  init: 'reads, and rolls what `lint` makes back; its files are replaced whole',
  manifest: 'prints',
  plan: 'prints',
  rules: 'prints',
  scenarios: 'prints',
  start: 'is `migrate up` and `seed`',
  verify: 'reads',
  'migrate history': 'reads',
  'migrate sql': 'prints',
  'migrate status': 'reads',
};

/** What holds a database for tests is killed in test/testing/test-db.test.ts, with the command and without. */
export const interruptedElsewhere = ['test-db'];

function reset(strategy: string, seed: number): string[] {
  const dataset = ['minimal', '--seed', String(seed), '--now', '2026-05-20'];
  return ['reset', ...dataset, '--strategy', strategy, ...on];
}

async function filled(place: InterruptedPlace): Promise<void> {
  await clean(place, 'course');
}

async function empty(place: InterruptedPlace): Promise<void> {
  await clean(place, 'template0');
}

async function migrated(place: InterruptedPlace): Promise<void> {
  if (!(await place.hasDatabase('migrated'))) await place.run(['migrate', 'up', '--database', 'migrated']);
  await clean(place, 'migrated');
}

async function pending(place: InterruptedPlace): Promise<void> {
  if (!(await place.hasDatabase('pending'))) {
    await clean(place, 'course');
    await place.run(['migrate', 'down', ...on]);
    await place.keepTarget('pending');
  }
  await clean(place, 'pending');
}

async function backedUp(place: InterruptedPlace): Promise<void> {
  if (!existsSync(join(place.directory, 'backup'))) await place.run(['migrate', 'backup', 'backup']);
  await empty(place);
}

async function inParts(place: InterruptedPlace): Promise<void> {
  if (!existsSync(join(place.directory, 'parts')))
    for (const shard of ['1/2', '2/2'])
      await place.run(['seed', 'minimal', '--shard', shard, '--out', 'parts']);
  await migrated(place);
}

function after(...runs: readonly (readonly string[])[]): (place: InterruptedPlace) => Promise<void> {
  return async (place) => {
    await filled(place);
    for (const run of runs) await place.run(run);
  };
}

/** A domain of the project's own, which has no migration yet. */
async function withOwnDomain(place: InterruptedPlace): Promise<void> {
  const own = join(place.directory, 'own');
  if (!existsSync(own)) {
    mkdirSync(join(own, 'node_modules'), { recursive: true });
    mkdirSync(join(own, 'migrations'));
    symlinkSync(checkout, join(own, 'node_modules', 'seedbed'));
    symlinkSync(join(checkout, 'node_modules', '@mikro-orm'), join(own, 'node_modules', '@mikro-orm'));
    writeFileSync(join(own, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(own, 'seedbed.config.mjs'), config);
  }
  await filled(place);
}

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const config = `
import { defineConfig } from 'seedbed';
import { practice } from 'seedbed/practice';
const migrations = new URL('./migrations/', import.meta.url);
export default defineConfig({ domains: [{ ...practice, name: 'tracks', migrations }] });
`;

/** The target is a copy, and what commands have written is gone; what a dead one has left stays for the next one. */
async function clean(place: InterruptedPlace, source: string): Promise<void> {
  for (const path of filesIn(place.directory).filter((path) => written.test(path)))
    rmSync(join(place.directory, path));
  for (const folder of ['files', 'saved'])
    rmSync(join(place.directory, folder), { recursive: true, force: true });
  await place.copy(source);
}

const written = /^\.seedbed-backups\/[^/]+\/[^/]+\/\d{8}T\d{9}\/|^own\/migrations\/Migration\w+\.js$/;
