import type { EntityMetadata, MetadataStorage } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Domain } from '../domain.ts';
import { SeedbedError } from '../errors/error.ts';
import { factoryName } from '../factories/blueprint.ts';
import type { CreateOptions } from './bound-factory.ts';
import { ProjectEntities } from './project-entities.ts';

type Given = Readonly<Record<string, unknown>>;

/** The calls of a bound factory that take or give entities. */
interface EngineCalls {
  build(given: object): object;
  buildMany(count: number, given: object): object[];
  create(given: object, options: CreateOptions): Promise<object>;
  createMany(count: number, given: object, options: CreateOptions): Promise<object[]>;
  attributes(given: object): Promise<object>;
}

/** A binding of the schema that is derived from a project's entities. */
interface Engine {
  readonly [factory: string]: unknown;
  within(held: Given, work: (inner: Engine) => Promise<unknown>): Promise<unknown>;
}

/** A binding whose factories take and make the entities of a project, by one that makes those of the schema. */
export class ProjectBinding {
  readonly #domain: Domain;
  readonly #em: SqlEntityManager;
  readonly #engineEm: SqlEntityManager;
  readonly #entities: ProjectEntities;
  readonly #classes: ReadonlyMap<string, EntityMetadata>;

  /** @throws `entities_unknown` where the EntityManager is of another MikroORM */
  constructor(domain: Domain, em: SqlEntityManager, engineEm: SqlEntityManager) {
    this.#domain = domain;
    this.#em = em;
    this.#engineEm = engineEm;
    this.#entities = new ProjectEntities(domain, em);
    const own = classesOf(em.getMetadata());
    this.#classes = new Map(own.map((meta) => [factoryName(meta.className), meta]));
    // Of whichever copy of the package they are.
    const wanted = classesOf((domain.project ?? em).getMetadata() as MetadataStorage);
    const missing = wanted.find(({ className }) => !this.#classes.has(factoryName(className)));
    if (missing)
      throw new SeedbedError('entities_unknown', {
        message: `The EntityManager does not know ${missing.className}, an entity of '${domain.name}'.`,
        hint: `Give one of the MikroORM that '${domain.name}' was derived from, or bind to a plain connection.`,
        details: { domain: domain.name, entity: missing.className },
      });
  }

  /** The factories of an engine, as those of the project. */
  around(engine: Engine): object {
    const factories = Object.keys(this.#domain.factories).map((name) => {
      const calls = engine[name];
      const meta = this.#classes.get(name);
      // A binding has the calls of each factory of its domain.
      return [name, meta ? this.#calls(meta, calls as EngineCalls) : calls];
    });
    return {
      ...engine,
      ...Object.fromEntries(factories),
      within: async (held: Given, work: (inner: object) => Promise<unknown>) => {
        this.#follow();
        return await engine.within(this.#held(held), async (inner) => await work(this.around(inner)));
      },
    };
  }

  #calls(meta: EntityMetadata, calls: EngineCalls): object {
    const entities = this.#entities;
    const create = async (count: number, given: Given, options: CreateOptions): Promise<object[]> => {
      this.#follow();
      const { managed = true } = options;
      const made = await calls.createMany(count, entities.given(meta, given), { ...options, managed: false });
      return await entities.stored(
        managed ? this.#em : this.#em.fork({ keepTransactionContext: true }),
        meta,
        made,
      );
    };
    const wrapped = {
      build: (given: Given = {}) => entities.built(meta, calls.build(entities.given(meta, given))),
      buildMany: (count: number, given: Given = {}) =>
        calls.buildMany(count, entities.given(meta, given)).map((one) => entities.built(meta, one)),
      create: async (given: Given = {}, options: CreateOptions = {}) => (await create(1, given, options))[0],
      createMany: async (count: number, given: Given = {}, options: CreateOptions = {}) =>
        await create(count, given, options),
      attributes: async (given: Given = {}) => {
        this.#follow();
        return entities.attributes(meta, { ...(await calls.attributes(entities.given(meta, given))) });
      },
    };
    const traits = Object.entries(calls)
      .filter(([name]) => !(name in wrapped) && name !== 'violating')
      .map(([name, trait]) => [name, (...args: unknown[]) => this.#calls(meta, trait(...args))]);
    return { ...calls, ...Object.fromEntries(traits), ...wrapped };
  }

  #held(held: Given): Given {
    return Object.fromEntries(
      Object.entries(held).map(([name, value]) => {
        const meta = this.#classes.get(name);
        if (!meta) return [name, value];
        return [name, [value].flat().map((one) => this.#entities.parent(meta, one))];
      }),
    );
  }

  /** The transaction that the project's EntityManager is in now, if any. */
  #follow(): void {
    if (this.#em.isInTransaction()) this.#engineEm.setTransactionContext(this.#em.getTransactionContext());
    else this.#engineEm.resetTransactionContext();
  }
}

const classesOf = (metadata: MetadataStorage): EntityMetadata[] =>
  [...metadata.getAll().values()].filter(({ embeddable }) => embeddable !== true);
