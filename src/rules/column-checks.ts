import type { EntityClass } from '../entities/row.ts';
import { isAbove } from './compare.ts';
import type { DerivedRuleName, DomainRule } from './rule.ts';

/** A check over one column of an entity. */
interface ColumnCheck {
  readonly name: `${string}_check`;
  readonly entity: EntityClass;
  readonly property: string;
  /** The property with its row, such as `status of a session`. */
  readonly of: string;
  /** The names of rules that nothing keeps which breaks this one. */
  readonly also?: readonly string[];
}

/** A check that admits some texts only, none of which has as many characters as its column may. */
export const oneOf = (
  { name, entity, property, of, also = [] }: ColumnCheck,
  values: readonly string[],
  limit: number,
): readonly DomainRule<DerivedRuleName>[] => [
  {
    name,
    entity,
    description: `The ${of} is one of ${values.join(', ')}.`,
    enforcedBy: 'constraint',
    breaks: ({ [property]: value }) =>
      typeof value === 'string' && !values.includes(value) ? { [property]: value } : undefined,
    counterexample: (make) => ({ update: entity, row: make.row(entity), set: { [property]: 'other' }, also }),
  },
  // What is too long is none of them.
  {
    name: `${name.slice(0, -'_check'.length)}_length`,
    entity,
    enforcedBy: 'constraint',
    counterexample: (make) => ({
      update: entity,
      row: make.row(entity),
      set: { [property]: 'x'.repeat(limit + 1) },
      also: [name, ...also],
    }),
  },
];

/** A check that refuses texts without anything but spaces. */
export const notBlank = ({ name, entity, property, of }: ColumnCheck): DomainRule<DerivedRuleName> => ({
  name,
  entity,
  description: `The ${of} is not blank.`,
  enforcedBy: 'constraint',
  breaks: ({ [property]: value }) =>
    typeof value === 'string' && /^ *$/.test(value) ? { [property]: value } : undefined,
  counterexample: (make) => ({ update: entity, row: make.row(entity), set: { [property]: '  ' } }),
});

/** A check that admits some numbers only. */
export const fromTo = (
  { name, entity, property, of }: ColumnCheck,
  lowest: number,
  highest: number,
): DomainRule<DerivedRuleName> => ({
  name,
  entity,
  description: `The ${of} is from ${lowest} to ${highest}.`,
  enforcedBy: 'constraint',
  breaks: ({ [property]: value }) =>
    isAbove(lowest, value) || isAbove(value, highest) ? { [property]: value } : undefined,
  counterexample: (make) => ({ update: entity, row: make.row(entity), set: { [property]: highest + 1 } }),
});
