import type { Domain } from '../domain.ts';
import type { EntityClass } from '../entities/row.ts';
import { SeedbedError } from '../errors/error.ts';
import { wordsOf } from '../errors/thrown.ts';
import { rowChecker } from '../load/column-values.ts';
import type { AnyRow, Rows } from '../load/sink.ts';
import { tablesOf } from '../load/table.ts';
import type { Scenario } from '../seeders/scenario.ts';
import type { Places } from '../seeders/scope.ts';
import type { ConfigFile } from './find.ts';
import { underDefaultSignals } from './signals.ts';
import { placeOf } from './source-location.ts';

/** A scenario of a project's own: what goes wrong in it is said to be its, and where. */
export function watched(scenario: Scenario, domain: Domain, file: ConfigFile): Scenario {
  const guard = <T>(work: () => T): T => {
    try {
      return underDefaultSignals(work);
    } catch (error) {
      throw explained(error, scenario, file);
    }
  };
  return {
    ...scenario,
    units: (parameters) => guard(() => scenario.units(parameters)),
    counts: (parameters) => guard(() => scenario.counts(parameters)),
    *parts(origin, parameters, shard) {
      const again = (places: Places) => scenario.parts(origin, parameters, shard, places);
      const checkers = new Checkers(domain);
      const parts = scenario.parts(origin, parameters, shard)[Symbol.iterator]();
      for (let next = guard(() => parts.next()); !next.done; next = guard(() => parts.next())) {
        for (const [entity, rows] of next.value) {
          if (!domain.entities.includes(entity)) throw foreignRows(entity, scenario, domain, file);
          const refused = checkers.check(entity, rows);
          if (refused) throw refusedAt(refused, placeOfRow(again, entity, refused.n, file), scenario);
        }
        yield next.value;
      }
    },
  };
}

/** A row whose value its column does not hold. */
interface RefusedRow {
  readonly error: SeedbedError;
  /** How many rows of its entity were made before. */
  readonly n: number;
}

/** Checks the values of all rows, part by part. */
class Checkers {
  readonly #of: ReadonlyMap<EntityClass, (row: AnyRow) => SeedbedError | undefined>;
  readonly #seen = new Map<EntityClass, number>();

  constructor(domain: Domain) {
    this.#of = new Map(tablesOf(domain).map((table) => [table.entity, rowChecker(table)]));
  }

  check(entity: EntityClass, rows: readonly AnyRow[]): RefusedRow | undefined {
    const before = this.#seen.get(entity) ?? 0;
    this.#seen.set(entity, before + rows.length);
    const check = this.#of.get(entity);
    for (const [i, row] of rows.entries()) {
      const error = check?.(row);
      if (error) return { error, n: before + i };
    }
    return undefined;
  }
}

/** Where the n-th row of an entity is added: the scenario makes the same rows again, and remembers that of each. */
function placeOfRow(
  again: (places: Places) => Iterable<Rows>,
  entity: EntityClass,
  n: number,
  file: ConfigFile,
): string {
  const places: Places = new WeakMap();
  let before = 0;
  for (const part of again(places)) {
    const rows = part.get(entity) ?? [];
    const row = rows[n - before];
    if (row) return placeOf(places.get(row), file);
    before += rows.length;
  }
  return file.name;
}

const refusedAt = ({ error }: RefusedRow, place: string, { name }: Scenario): SeedbedError =>
  scenarioFailed(name, place, error.message, error.hint, error);

const foreignRows = (
  entity: EntityClass,
  { name }: Scenario,
  domain: Domain,
  file: ConfigFile,
): SeedbedError =>
  scenarioFailed(
    name,
    file.name,
    `it makes rows of ${entity.name}, which is none of the tables of '${domain.name}'.`,
    "Name it under the domain of its tables, and import 'seedbed' from one place only.",
  );

function explained(error: unknown, { name }: Scenario, file: ConfigFile): unknown {
  if (error instanceof SeedbedError) {
    if (error.kind !== 'usage') return error;
    // It was thrown where the scenario called us.
    return scenarioFailed(name, placeOf(error, file), error.message, error.hint, error);
  }
  const hint = 'The error is in the code of the scenario: fix it there.';
  return scenarioFailed(name, placeOf(error, file), wordsOf(error), hint, error);
}

const scenarioFailed = (
  scenario: string,
  place: string,
  problem: string,
  hint: string,
  cause?: unknown,
): SeedbedError =>
  new SeedbedError('scenario_failed', {
    message: `The scenario '${scenario}' of ${place} fails: ${problem}`,
    hint,
    details: { scenario, place },
    cause,
  });
