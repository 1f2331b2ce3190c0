import type { Origin } from '../random/address.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { parseParameters } from '../seeders/parameters.ts';
import { roughBytes } from '../seeders/plan.ts';
import type { Scenario } from '../seeders/scenario.ts';
import { rowsToStay } from './baseline.ts';
import { requireWhole } from './carry/referring.ts';
import { freeSpace, requireRoom, spaceFor } from './disk-space.ts';
import { ExclusiveSession } from './exclusive-session.ts';
import type { Strategy } from './history.ts';
import { replaceInPlace } from './in-place.ts';
import type { Job, ResetStep } from './job.ts';
import type { Keep } from './keep.ts';
import type { Permission } from './permission.ts';
import { now } from './record-history.ts';
import { type ReplaceResult, replaceByRename } from './rename.ts';
import { chooseStrategy, inPlace } from './strategy.ts';
import { structureDiffers } from './structure-differs.ts';

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
  const session = await ExclusiveSession.open(url, domain, 'reset', options);
  try {
    const { target, name } = session;
    const baseline = await rowsToStay(target, domain, options.keep);
    await requireWhole(target, domain, baseline);
    const job: Job = {
      domain,
      scenario,
      origin,
      parameters,
      author: options.author,
      embedded: options.embedded,
      baseline,
      began: await now(session.maintenance),
      onProgress: options.onProgress ?? (() => {}),
    };
    const chosen = await chooseStrategy(session, domain, { forced: options.strategy, baseline });
    const bytes = roughBytes(domain, scenario, parameters, origin);
    requireRoom(await spaceFor(target, domain, chosen.strategy, bytes), await freeSpace(target));
    let { reasons } = chosen;
    if (chosen.strategy === 'rename') {
      const replaced = await replaceByRename(session, job);
      if (!('differences' in replaced)) return { ...replaced, reasons };
      if (options.strategy === 'rename') throw structureDiffers(name, replaced.differences);
      reasons = (await inPlace(session, domain, replaced.differences)).reasons;
    }
    return { ...(await replaceInPlace(session, job)), reasons };
  } catch (error) {
    throw await session.explain(error);
  } finally {
    await session.close();
  }
}
