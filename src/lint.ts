import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { BoundFactory } from './bind/bound-factory.ts';
import { STRICT } from './bind/checker.ts';
import { requireStoredAsMade } from './bind/round-trip.ts';
import { Structure } from './bind/structure.ts';
import { bindObserved } from './bind.ts';
import { endedBy } from './database/ended-by.ts';
import { type Connection, entityManagerFor } from './database/given-connection.ts';
import type { Domain } from './domain.ts';
import { SeedbedError } from './errors/error.ts';
import { LoadRefusedError } from './errors/load-refused.ts';
import { RuleBrokenError } from './errors/rule-broken.ts';
import { blueprintFor, traitsOf } from './factories/blueprint.ts';
import type { AnyFactory } from './factories/definition.ts';
import { withSamples } from './factories/factory.ts';
import { tablesOf } from './load/table.ts';

/** A factory with up to two of its traits. */
export interface LintCase {
  /** As one would write it: `user.token().archived()`. */
  readonly name: string;
  readonly factory: string;
  readonly traits: readonly string[];
  /**
   * Creates two of it, looks at what the database has stored, and rolls everything back. Resolves to
   * 'refused' where two traits contradict each other and an error of `kind` usage says so.
   *
   * @throws whatever else is wrong with it
   */
  run(connection: Connection): Promise<Outcome>;
}

export type Outcome = 'created' | 'refused';

/** A case that failed. */
export interface Finding extends Pick<LintCase, 'name' | 'factory' | 'traits'> {
  /** The constraint or rule that was broken, where the database named one. */
  readonly rule: string | undefined;
  readonly error: Error;
}

/**
 * Tries each factory of a domain alone, with each of its traits, and with each two of them in both orders;
 * traits are called without arguments, and what a factory requires is taken from its samples. Everything is rolled back: to a savepoint where a transaction is
 * open on the connection, else each case has a transaction of its own.
 *
 * @throws `connection_lost`, `disk_full`
 * @example
 * for (const { name, error } of await lint(course, { em })) console.log(name, error.message);
 */
export async function lint(domain: Domain, connection: Connection): Promise<Finding[]> {
  const em = entityManagerFor(domain, connection);
  const findings: Finding[] = [];
  for (const { name, factory, traits, run } of lintCases(domain)) {
    try {
      await run({ em });
    } catch (error) {
      const ended = endedBy(error);
      if (ended) throw ended;
      if (!(error instanceof Error)) throw error;
      findings.push({ name, factory, traits, rule: ruleOf(error), error });
    }
  }
  return findings;
}

/**
 * What `lint` tries, one by one: for a test each.
 *
 * @example
 * test.each(lintCases(course))('$name', async ({ run }) => {
 *   await run({ em });
 * });
 */
export function lintCases(domain: Domain): LintCase[] {
  const factories = Object.fromEntries(
    Object.entries(domain.factories).map(([key, factory]) => [key, withSamples(factory)]),
  );
  return Object.entries(factories).flatMap(([key, factory]) =>
    combinations(factory).map((traits) => ({
      name: [key, ...traits.map((trait) => `${trait}()`)].join('.'),
      factory: key,
      traits,
      run: async (connection: Connection) => {
        for (const trait of traits)
          if (needsArguments(factory, trait))
            throw new SeedbedError('trait_needs_arguments', {
              message: `${key}.${trait} needs arguments, and lint has none to try it with.`,
              details: { factory: key, trait },
            });
        for (const value of blueprintFor(factory).required)
          throw new SeedbedError('sample_missing', {
            message: `${key} cannot be without '${value}', and lint has no value to try it with.`,
            hint: `State one in the definition, beside 'required': samples: { ${value}: … }`,
            details: { factory: key, value },
          });
        return await tryOut({ ...domain, factories }, key, traits, connection);
      },
    })),
  );
}

function combinations(factory: AnyFactory): string[][] {
  const traits = Object.keys(traitsOf(factory));
  const ready = traits.filter((trait) => !needsArguments(factory, trait));
  const pairs = ready.flatMap((one) => ready.map((other) => [one, other])).filter(([a, b]) => a !== b);
  return [[], ...traits.map((trait) => [trait]), ...pairs];
}

const needsArguments = (factory: AnyFactory, trait: string): boolean =>
  traitsOf(factory)[trait]?.length !== 0;

async function tryOut(
  domain: Domain,
  key: string,
  traits: readonly string[],
  connection: Connection,
): Promise<Outcome> {
  const em = entityManagerFor(domain, connection);
  let outcome: Outcome | undefined;
  const attempt = em.transactional(async (inner) => {
    const done = await createTwo(domain, key, traits, inner);
    if (done === 'created') {
      // Those that wait for a commit, which never comes.
      await inner.execute('set constraints all immediate');
      await requireStoredAsMade(new Structure(tablesOf(domain), Object.values(domain.factories)), inner);
    }
    outcome = done;
    throw new Error('rolled back');
  });
  return await attempt.catch((error: unknown) => {
    if (outcome === undefined) throw error;
    return outcome;
  });
}

async function createTwo(
  domain: Domain,
  key: string,
  traits: readonly string[],
  em: SqlEntityManager,
): Promise<Outcome> {
  const factories = bindObserved(domain, { em, seed: 'lint', run: OUT_OF_THE_WAY }, STRICT);
  // By their names alone the compiler knows neither the factory nor its traits.
  let factory = factories[key] as unknown as AnyBound;
  for (const trait of traits) factory = factory[trait]?.() ?? factory;
  try {
    await factory.create({});
    await factory.create({});
  } catch (error) {
    if (traits.length > 1 && error instanceof SeedbedError && error.kind === 'usage') return 'refused';
    throw error;
  }
  return 'created';
}

type AnyBound = Pick<BoundFactory<AnyFactory>, 'create'> &
  Readonly<Record<string, (() => AnyBound) | undefined>>;

/** A run of its own, so that unique values do not meet those of rows that are there. */
const OUT_OF_THE_WAY = 2 ** 32 - 1;

function ruleOf(error: Error): string | undefined {
  if (error instanceof RuleBrokenError) return error.details.rule;
  if (error instanceof LoadRefusedError) return error.details.refusal.constraint;
  // What waited for the end of the transaction comes as PostgreSQL's own error, in the ORM's.
  const constraint: unknown = Reflect.get(error, 'constraint');
  return typeof constraint === 'string' ? constraint : undefined;
}
