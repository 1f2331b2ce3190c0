import type { Schema } from '../entities/schema.ts';
import type { RowKeys } from '../load/staying.ts';
import { blockersInPlace, blockersOfRename } from './blockers.ts';
import type { ExclusiveSession } from './exclusive-session.ts';
import type { Strategy } from './history.ts';
import { awaitPrepared } from './prepared.ts';
import { strategyImpossible } from './strategy-impossible.ts';

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
 * @throws `strategy_impossible` where what is asked for is impossible, or both are; `tables_in_use` where a prepared
 * transaction is in the way of both
 */
export async function chooseStrategy(
  session: Pick<ExclusiveSession, 'target' | 'maintenance' | 'confinement' | 'name'>,
  schema: Schema,
  { forced, baseline }: { readonly forced: Strategy | undefined; readonly baseline: RowKeys },
): Promise<ChosenStrategy> {
  await awaitPrepared(session.target, schema, session.name);
  if (forced === 'transaction') return await inPlace(session, schema, ['it was asked for']);
  const reasons = await blockersOfRename(session, schema, baseline);
  if (reasons.length === 0) return { strategy: 'rename', reasons };
  if (forced === 'rename') throw strategyImpossible(session.name, reasons);
  return await inPlace(session, schema, reasons);
}

/**
 * That the rows are replaced in place, where that can be done.
 *
 * @param reasons why not by renaming
 * @throws `strategy_impossible`
 */
export async function inPlace(
  { target, name }: Pick<ExclusiveSession, 'target' | 'name'>,
  schema: Schema,
  reasons: readonly string[],
): Promise<ChosenStrategy> {
  const blockers = await blockersInPlace(target, schema);
  if (blockers.length > 0) throw strategyImpossible(name, blockers, 'transaction');
  return { strategy: 'transaction', reasons };
}
