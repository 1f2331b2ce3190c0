import { StrategyImpossibleError } from '../errors/strategy-impossible.ts';
import { blockersOfRename } from './blockers.ts';
import type { Strategy } from './history.ts';
import type { Runner } from './runner.ts';

/** How a database is going to be replaced. */
export interface ChosenStrategy {
  readonly strategy: Strategy;
  /** Why not by renaming, where that is the case. */
  readonly reasons: readonly string[];
}

/**
 * Chooses how to replace a database: by another one that is made beside it where the role and the database allow
 * that, else in one transaction.
 *
 * @throws StrategyImpossibleError where renaming is asked for and impossible
 */
export async function chooseStrategy(
  { target, maintenance, name }: Pick<Runner, 'target' | 'maintenance' | 'name'>,
  forced: Strategy | undefined,
): Promise<ChosenStrategy> {
  if (forced === 'transaction') return { strategy: 'transaction', reasons: ['it was asked for'] };
  const reasons = await blockersOfRename({ target, maintenance, name });
  if (reasons.length === 0) return { strategy: 'rename', reasons };
  if (forced === 'rename') throw new StrategyImpossibleError(name, reasons);
  return { strategy: 'transaction', reasons };
}
