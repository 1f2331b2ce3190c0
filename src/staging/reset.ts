import type { Origin } from '../random/address.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { parseParameters } from '../seeders/parameters.ts';
import { roughBytes } from '../seeders/plan.ts';
import type { Scenario } from '../seeders/scenario.ts';
import { rowsToStay } from './baseline.ts';
import { requireWhole } from './carry/referring.ts';
import { freeSpace, requireRoom, spaceFor } from './disk-space.ts';
import type { Strategy } from './history.ts';
import { replaceInPlace } from './in-place.ts';
import type { Job, ResetStep } from './job.ts';
import type { Keep } from './keep.ts';
import { requireConsent } from './label.ts';
import { onPermittedDatabase, type Permission } from './permission.ts';
import { now } from './record-history.ts';
import { type ReplaceResult, replaceByRename } from './rename.ts';
import { chooseStrategy, inPlace } from './strategy.ts';
import { StructureDiffersError } from './structure-differs.ts';

export interface ResetOptions extends Permission {
  /** The scenario's parameters, as values or as texts. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** How to replace the data; where left out, by renaming where that can be done. */
  readonly strategy?: Strategy | undefined;
  /** Rows that stay this time, beside the baseline. */
  readonly keep?: readonly Keep[];
  /** Hears what is done now, and how many rows have been handed over so far. */
  readonly onProgress?: (step: ResetStep, rows: number) => void;
}

/** What was done, and why not by renaming, where that is so. */
export interface ResetResult extends ReplaceResult {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];
}

/**
 * Replaces the data of a database that others may be using by a scenario. They see the old data or the new data. The
 * old data is kept for `undo`, and so are the structure with owners and grants, the baseline, the rows of tables that no
 * factory writes, and the history. After any failure the old data stands as before.
 *
 * @throws `unknown_parameter`, `bad_parameter` before anything is asked of the database; `not_confirmed`,
 * `not_labelled`, `label_void`, `production`, `reset_underway`, `bad_keep`, `too_many_to_keep`, `kept_rows_refer`, `strategy_impossible`, `no_room`,
 * `structure_differs`, `rows_in_the_way`, `tables_in_use`, `migration_underway`, `sessions_remain`, and what
 * `seed` throws
 * @example
 * await reset(url, course, semester, { seed: 0, now: DEFAULT_NOW }, {
 *   author: { by: 'ada' }, embedded: false, confirm: 'db.example.org:5432/course',
 * });
 */
export async function reset(
  url: string,
  domain: RuledSchema,
  scenario: Scenario,
  origin: Origin,
  options: ResetOptions,
): Promise<ResetResult> {
  const parameters = parseParameters(scenario, options.parameters ?? {});
  return await onPermittedDatabase(url, domain, 'reset', options, async (runner) => {
    const baseline = await rowsToStay(runner.target, domain, options.keep);
    await requireWhole(runner.target, domain, baseline);
    const job: Job = {
      domain,
      scenario,
      origin,
      parameters,
      author: options.author,
      baseline,
      requireConsent: (client) => requireConsent(client, domain, !options.embedded),
      began: await now(runner.maintenance),
      onProgress: options.onProgress ?? (() => {}),
    };
    const { strategy, reasons } = await chooseStrategy(runner, domain, {
      forced: options.strategy,
      baseline,
    });
    const bytes = roughBytes(domain, scenario, parameters, origin);
    requireRoom(await spaceFor(runner.target, domain, strategy, bytes), await freeSpace(runner.target));
    if (strategy === 'transaction') return { ...(await replaceInPlace(runner, job)), parameters, reasons };
    try {
      return { ...(await replaceByRename(runner, job)), parameters, reasons };
    } catch (error) {
      const isFinal = !(error instanceof StructureDiffersError) || options.strategy !== undefined;
      if (isFinal) throw error;
      const instead = await inPlace(runner, domain, error.details.reasons);
      return { ...(await replaceInPlace(runner, job)), parameters, reasons: instead.reasons };
    }
  });
}
