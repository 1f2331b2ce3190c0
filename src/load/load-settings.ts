import type { Schema } from '../entities/schema.ts';

/** Sets a transaction-local setting and resolves to the value that it had, empty where it had none. */
export type Exchange = (name: string, value: string) => Promise<string>;

/**
 * Runs `work` under the settings by which a schema's triggers keep the values that a load brings, and puts
 * the previous ones back. Where `work` fails they end with the transaction.
 */
export async function underLoadSettings<T>(
  { loadSettings }: Schema,
  exchange: Exchange,
  work: () => Promise<T>,
): Promise<T> {
  const before: [string, string][] = [];
  for (const [name, value] of Object.entries(loadSettings)) before.push([name, await exchange(name, value)]);
  const result = await work();
  for (const [name, value] of before) await exchange(name, value);
  return result;
}
