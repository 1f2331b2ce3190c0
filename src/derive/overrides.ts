import type { JsonValue } from '../entities/types.ts';
import type { Draw } from './context.ts';

/** What a column of your own has: a value, or a function as a factory's. */
export type ColumnOverride =
  | Draw
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly unknown[]
  | { readonly [key: string]: JsonValue };

/** Columns of your own, by the property of the entity. */
export type ColumnOverrides = Readonly<Record<string, ColumnOverride>>;
