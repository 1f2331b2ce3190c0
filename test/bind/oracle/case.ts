/** How a column or a parent is given. */
export type Op =
  | { readonly kind: 'value'; readonly value: unknown }
  /** An entity of the database, or its key. */
  | { readonly kind: 'base'; readonly index: number; readonly as: 'entity' | 'key' }
  | { readonly kind: 'missing' }
  /** As in the row that was made first. */
  | { readonly kind: 'same' }
  /** A path below that of an entity of the same class. */
  | { readonly kind: 'below'; readonly index: number }
  | { readonly kind: 'nested'; readonly ops: Ops };

export type Ops = Readonly<Record<string, Op>>;

/** A call of a factory, and one before it. */
export interface Case {
  readonly factory: string;
  readonly traits: readonly string[];
  readonly ops: Ops;
  readonly first?: Ops;
  /** Held by a `within` around the call: one entity of the database, or all of that class. */
  readonly within?: { readonly factory: string; readonly isPool: boolean };
}

export const value = (value: unknown): Op => ({ kind: 'value', value });
export const base = (index: number, as: 'entity' | 'key' = 'entity'): Op => ({ kind: 'base', index, as });
export const below = (index: number): Op => ({ kind: 'below', index });
export const nested = (ops: Ops = {}): Op => ({ kind: 'nested', ops });
export const missing: Op = { kind: 'missing' };
export const same: Op = { kind: 'same' };

export const one = (factory: string, ops: Ops, more: Partial<Case> = {}): Case => ({
  factory,
  traits: [],
  ops,
  ...more,
});
