import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { TestContext } from 'vitest';
import type { Binding, Bound } from '../bind.ts';
import { maskedUrl } from '../database/url.ts';
import type { Domain } from '../domain.ts';
import { ConnectionsLeakedError } from '../errors/connections-leaked.ts';
import { SeedbedError } from '../errors/error.ts';
import {
  clone,
  keep,
  type OrmOptions,
  release,
  type Template,
  type TestDatabase,
  transaction,
} from '../testing.ts';
import type { ScenarioChoice } from './known-templates.ts';
import type { TestRecord } from './record.ts';

/** The database that a test works in. */
export interface TestPlace<D extends Domain = Domain> {
  /**
   * For connections of the application's own; there is a password in it.
   *
   * @throws `needs_clone` where the isolation is 'transaction'
   */
  readonly url: string;
  readonly client: pg.ClientBase;
  /** A MikroORM, for the application. */
  readonly orm: MikroORM;
  /** For a MikroORM that the application makes itself: `MikroORM.init({ ...config, ...ormOptions })`. */
  readonly ormOptions: OrmOptions;
  /** For what the application does with the driver. */
  readonly pool: pg.Pool;
  /** An EntityManager on `client`. */
  readonly em: EntityManager;
  /** The domain's factories, bound to `em`. */
  readonly f: Bound<D>;
}

/** What was chosen for a test. */
interface Choice {
  readonly isolation: 'transaction' | 'clone';
  readonly scenario: ScenarioChoice | undefined;
  readonly seed: number | string;
}

type Context = Pick<TestContext, 'task' | 'signal'>;
type Task = Context['task'];

/** A place for a test, and the ways to end it. */
interface Taken {
  readonly place: TestPlace;
  readonly release: () => Promise<void>;
  /** Ends it, but for its database; resolves to whether that is kept. */
  readonly keep?: () => Promise<boolean>;
}

/** The clone of the last try of a test. Where it is kept, the next try takes its place. */
const lastTries = new WeakMap<Task, TestDatabase>();

/** Takes a place for a test. `leave` puts what there is to say of a test that has failed into its meta. */
export async function take(from: Template, choice: Choice, { task, signal }: Context) {
  const taken = await (choice.isolation === 'clone' ? inClone(from, task) : inTransaction(from));
  if (signal.aborted) {
    // Of a test that is over already vitest ends no fixtures.
    await taken.release();
    signal.throwIfAborted();
  }
  const leave = async (): Promise<void> => {
    const record = recordOf(from, choice, taken.place);
    try {
      const hasFailed = task.result?.state === 'fail' && !task.fails;
      const isKept = hasFailed && ((await taken.keep?.()) ?? false);
      if (hasFailed) task.meta.seedbed = isKept ? { ...record, url: maskedUrl(taken.place.url) } : record;
      if (!isKept) await taken.release();
    } catch (error) {
      const leaked = error instanceof ConnectionsLeakedError ? error.details.connections : [];
      task.meta.seedbed = { ...record, leaked };
      throw error;
    }
    // A test that took too long may still be at work: what the next ones get is out of its reach.
    if (signal.aborted) await release(from);
  };
  return { place: taken.place, leave };
}

async function inTransaction(from: Template): Promise<Taken> {
  const test = await transaction(from);
  // Made when it is first used.
  const { client, ormOptions, pool, em, f } = test;
  const place = {
    ...{ client, ormOptions, pool, em, f },
    get orm() {
      return test.orm;
    },
    get url(): never {
      throw new SeedbedError('needs_clone', {
        message:
          'A test in a transaction has one connection: what it does is not seen on another one, and what is committed there would stay for other tests.',
      });
    },
  };
  return { place, release: () => release(test) };
}

async function inClone(from: Template, task: Task): Promise<Taken> {
  const last = lastTries.get(task);
  if (last) await release(last);
  const test = await clone(from);
  lastTries.set(task, test);
  return { place: test, release: () => release(test), keep: () => keep(test) };
}

function recordOf({ domain }: Template, { seed, scenario, isolation }: Choice, { f }: TestPlace): TestRecord {
  // Every binding has it; where factories may have any name, the compiler does not see that.
  const rows = (f as unknown as Pick<Binding<Domain>, 'stats'>).stats();
  return { domain: domain.name, seed, scenario: textOf(scenario), isolation, rows, leaked: [] };
}

function textOf(scenario: ScenarioChoice | undefined): string {
  if (scenario === undefined || typeof scenario === 'string') return scenario ?? '';
  const parameters = Object.entries(scenario.parameters).map(([name, value]) => ` ${name}=${String(value)}`);
  return `${scenario.name}${parameters.join('')}`;
}
