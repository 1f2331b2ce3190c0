import type { Constraint } from '../database/constraints.ts';
import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import type { StatedCounterexample } from './counterexample.ts';
import type { RowRule } from './row-rule.ts';

/** How the rows that break a rule are found. The rule's table is called by its name. */
export interface Violations {
  /** What to go through instead of the table's rows: SQL that gives the columns of its key, called like the table. */
  readonly from?: string;
  /** Joins that find at most one row each; rules that are checked together share those that are equal. */
  readonly joins?: readonly string[];
  /** SQL, true for what breaks the rule. */
  readonly broken: string;
  /** SQL text: what would be right instead. */
  readonly right: string;
}

interface Stated<Name extends string> extends Omit<RowRule, 'breaks' | 'name'> {
  /** Unique among the rules of its table. */
  readonly name: Name;
  /** Rows from which it is seen too: those whose relation points to the row that it is about. */
  readonly below?: { readonly entity: EntityClass; readonly relation: string };
  /** As it can be seen from a row that a factory makes; where it is left out, no such row can break it. */
  readonly breaks?: RowRule['breaks'];
  /** How it is broken on purpose; where it is left out, that follows from the constraint, if there is one. */
  readonly counterexample?: StatedCounterexample;
}

/** A rule that a domain states itself. */
export type DomainRule<Name extends string = string> =
  /** About a constraint of that name. */
  | (Stated<Name> & {
      readonly enforcedBy: 'constraint';
      /** Where the constraint calls a function that not every database has; else it follows from the constraint. */
      readonly violations?: Violations;
    })
  /** About such a constraint too, of which everything follows but how it is broken alone. */
  | (Pick<Stated<Name>, 'name' | 'entity'> & {
      readonly enforcedBy: 'constraint';
      readonly description?: never;
      readonly breaks?: never;
      readonly violations?: never;
      readonly counterexample: StatedCounterexample;
    })
  | (Stated<Name> & {
      readonly enforcedBy: 'trigger' | 'verify';
      readonly violations: Violations;
      /** The trigger stores what is right instead of refusing what is not. */
      readonly corrects?: true;
    });

/**
 * States rules of a domain. Their names become part of the domain's type, so that a misspelt one does not compile.
 *
 * @example
 * const rules = defineRules([
 *   { name: 'book_has_author', entity: Book, enforcedBy: 'verify', description: 'Every book has an author.', violations },
 * ]);
 */
export const defineRules = <const Name extends string>(
  rules: readonly DomainRule<Name>[],
): readonly DomainRule<Name>[] => rules;

/** As much of a domain as says which rows are right: its schema, and the rules that it states. */
export interface RuledSchema extends Schema {
  readonly rules?: readonly DomainRule[];
}

/** The names of rules that follow from the structure: of a column, a key or a check without a name of its own. */
export type DerivedRuleName =
  `${string}_${'not_null' | 'length' | 'type' | 'key' | 'pkey' | 'fkey' | 'check' | 'generated' | 'excl' | 'idx'}`;

/** The names of a domain's rules: those that it states, and those that follow from its structure. */
export type RuleNameOf<D extends Pick<RuledSchema, 'rules'>> =
  | NonNullable<D['rules']>[number]['name']
  | DerivedRuleName;

/** What a database says to who breaks a rule. */
export interface Answer {
  readonly sqlstate: string;
  /** The error's field of that name; not null, length and enum have none. */
  readonly constraint?: string;
}

/** One thing that a schema demands of its rows. */
export interface Rule {
  /** Unique among the rules of its table. */
  readonly name: string;
  readonly table: string;
  readonly entity: EntityClass;
  /** The names of the table's key columns. */
  readonly primary: readonly string[];
  readonly kind: Constraint['kind'] | 'trigger' | 'semantic';
  /** A constraint or index of the database, a trigger of it, or nothing in the database: `verify` finds what breaks it. */
  readonly enforcedBy: 'constraint' | 'trigger' | 'verify';
  readonly description: string;
  /** What the database says; undefined where it takes such rows, or corrects them. */
  readonly answer?: Answer;
  readonly violations: Violations;
  /** What it follows from. */
  readonly constraint?: Constraint;
  /** How it is broken on purpose; undefined where the rule does not state it. */
  readonly counterexample?: StatedCounterexample;
}
