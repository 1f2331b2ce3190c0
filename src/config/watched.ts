import type { Domain } from '../domain.ts';
import { SeedbedError } from '../errors/error.ts';
import { ScenarioFailedError } from '../errors/scenario-failed.ts';
import type { Scenario } from '../seeders/scenario.ts';
import type { ConfigFile } from './find.ts';
import { placeOf, wordsOf } from './place.ts';
import { underDefaultSignals } from './signals.ts';

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
      const parts = scenario.parts(origin, parameters, shard)[Symbol.iterator]();
      for (let next = guard(() => parts.next()); !next.done; next = guard(() => parts.next())) {
        for (const entity of next.value.keys()) {
          if (domain.entities.includes(entity)) continue;
          throw new ScenarioFailedError(
            scenario.name,
            file.name,
            `it makes rows of ${entity.name}, which is none of the tables of '${domain.name}'.`,
            "Name it under the domain of its tables, and import 'seedbed' from one place only.",
          );
        }
        yield next.value;
      }
    },
  };
}

function explained(error: unknown, { name }: Scenario, file: ConfigFile): unknown {
  if (error instanceof SeedbedError) {
    if (error.blame !== 'usage') return error;
    // It was thrown where the scenario called us.
    return new ScenarioFailedError(name, placeOf(error, file), error.message, error.mend, { cause: error });
  }
  const mend = 'The error is in the code of the scenario: mend it there.';
  return new ScenarioFailedError(name, placeOf(error, file), wordsOf(error), mend, { cause: error });
}
