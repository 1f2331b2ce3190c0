import { type BoundFactory, boundFactory } from './bind/bound-factory.ts';
import { type Observer, STRICT } from './bind/checker.ts';
import { createContext } from './bind/context.ts';
import { Database } from './bind/database.ts';
import { ProjectBinding } from './bind/project-binding.ts';
import { Session } from './bind/session.ts';
import { type CallStats, Stats } from './bind/stats.ts';
import { Violations } from './bind/violations.ts';
import { engineBeside } from './database/application-orm.ts';
import {
  type Connection,
  entityManagerFor,
  ownClient,
  ownEntityManager,
} from './database/given-connection.ts';
import { Lender } from './database/lender.ts';
import { dialectOn, ormOn } from './database/single-client.ts';
import type { Domain } from './domain.ts';
import { SeedbedError } from './errors/error.ts';
import { requireNames } from './errors/unknown-name.ts';
import type { EntityOf } from './factories/definition.ts';
import { Address } from './random/address.ts';
import { DEFAULT_NOW } from './random/clock.ts';
import { rowRules } from './rules/structure.ts';

export interface Namespace {
  /** Equal seeds give equal data. */
  readonly seed?: number | string;
  /** Keeps ids and unique values of parallel test workers apart. */
  readonly worker?: number;
  /** Keeps repeated runs into one database apart. */
  readonly run?: number;
  /** The "now" of the data. */
  readonly now?: Date;
}

export type BindOptions = Connection & Namespace;

const OPTIONS = ['em', 'client', 'seed', 'worker', 'run', 'now'];

/** One row or several for each factory's entities. */
export type Held<D extends Domain> = {
  readonly [K in keyof D['factories']]?: EntityOf<D['factories'][K]> | readonly EntityOf<D['factories'][K]>[];
};

/**
 * A domain's factories, which make entities.
 *
 * @example
 * let f: Bound<typeof course>;
 */
export type Bound<in out D extends Domain> = {
  // An intersection, so that the docs of factories come along.
  readonly [K in keyof (Binding<D> & D['factories'])]: K extends keyof Binding<D>
    ? Binding<D>[K]
    : K extends keyof D['factories']
      ? BoundFactory<D['factories'][K], D>
      : never;
};

/** What a binding offers beside its factories. */
export interface Binding<in out D extends Domain> {
  /**
   * Runs `work` with factories whose rows all share what is held: one row for a parent of that kind, or a
   * pool that is gone through in turn. Resolves to what `work` does.
   *
   * Each call inside has a transaction of its own where none is open, and so have the rows that rules demand
   * beside the others, which are made at the end. When one of these is refused, or `work` throws, the others
   * stay: open a transaction around the `within`, and bind in it, where nothing may.
   *
   * @throws `unknown_name` for a name that is no factory's; `wrong_entity` for another class's entity
   * @example await f.within({ course, user: users }, (s) => s.courseMember.createMany(20));
   */
  within<T>(held: Held<D>, work: (factories: Bound<D>) => Promise<T>): Promise<T>;
  /** The rows made so far, by kind of call. */
  stats(): CallStats[];
}

/**
 * Binds a domain's factories to an EntityManager or a plain connection. In a transaction that is open
 * there, everything happens in it; else each call has one of its own.
 *
 * @throws `unknown_name`; `entities_unknown` where the EntityManager was configured without the domain's entities;
 * `foreign_connection` where it is not one of `@mikro-orm/postgresql` 7, or the connection not one of `pg`
 * @example
 * const f = bind(course, { em, seed: 42 });
 * const member = await f.courseMember.create();
 * member.course.courseFamily.title;
 */
export function bind<D extends Domain>(domain: D, options: BindOptions): Bound<D> {
  if (!domain.project) return bindObserved(domain, options, STRICT);
  const { em: _, client, ...namespace } = options;
  const em = client
    ? ormOn(domain, dialectOn(new Lender(ownClient(client)))).em.fork()
    : ownEntityManager(options.em);
  const engineEm = engineBeside(em, domain);
  const engine = bindObserved(domain, { ...namespace, em: engineEm }, STRICT);
  // It has the same factories, whose types say whose entities they make.
  return new ProjectBinding(domain, em, engineEm).around(engine as never) as Bound<D>;
}

/**
 * As `bind`, with an observer, and a project's entities for the rows, with those of the domain; where that does not throw what is refused, the rows are written as they are.
 * For tests that compare what is refused here with what the database says.
 */
export function bindObserved<D extends Domain>(
  domain: D,
  options: BindOptions,
  observer: Observer,
): Bound<D> {
  requireNames(options, OPTIONS, { place: 'bind', kind: 'option' });
  const { seed = 0, worker = 0, run = 0, now = DEFAULT_NOW } = options;
  const em = entityManagerFor(domain, options);
  for (const entity of domain.entities) {
    if (!em.getMetadata().find(entity))
      throw new SeedbedError('entities_unknown', {
        message: `The EntityManager does not know ${entity.name}, an entity of '${domain.name}'.`,
        hint: `Configure MikroORM with ${domain.name}.entities, or bind to a plain connection.`,
        details: { domain: domain.name, entity: entity.name },
      });
  }
  // Apart from the rows of scenarios, whose addresses have no namespace.
  const namespace = `f${worker > 0 ? `w${worker}` : ''}${run > 0 ? `r${run}` : ''}`;
  const origin = { seed, now, namespace };
  const context = createContext(domain, { root: Address.root(origin), rules: rowRules(domain), observer });
  const database = new Database(em, domain, context);
  const session = new Session(context, database, new Stats());
  return bound<D>(domain.factories, session, new Violations(domain, database, origin));
}

function bound<D extends Domain>(
  factories: Domain['factories'],
  session: Session,
  violations: Violations,
): Bound<D> {
  const made: Record<string, unknown> = {
    stats: () => session.stats.lines(),
    within: async <T>(held: Held<D>, work: (inner: Bound<D>) => Promise<T>) => {
      requireNames(held, Object.keys(factories), { place: 'within', kind: 'factory' });
      const all = Object.entries(held).flatMap(([name, value]) => {
        const factory = factories[name];
        return factory ? [[factory, [value].flat()] as const] : [];
      });
      const inner = await session.within(new Map(all));
      const result = await work(bound<D>(factories, inner, violations));
      await inner.finish();
      return result;
    },
  };
  for (const [name, factory] of Object.entries(factories)) {
    made[name] = boundFactory(factory, session, violations);
  }
  // One bound factory for each factory, and the two methods.
  return made as Bound<D>;
}
