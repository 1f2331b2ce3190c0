import type { EntityClass } from '../entities/row.ts';
import type { DomainRule } from './rule.ts';

interface Kept<Name extends string> {
  readonly entity: EntityClass;
  readonly table: string;
  readonly trigger: Name;
  /** What one row is called. */
  readonly one: string;
}

/** A trigger keeps the times; what can be seen of it in a row is their order. */
export const updatedAfterCreated = <const Name extends string>({
  entity,
  table,
  trigger,
  one,
}: Kept<Name>): DomainRule<Name> => ({
  name: trigger,
  entity,
  description: `No ${one} was updated before it was created.`,
  enforcedBy: 'trigger',
  corrects: true,
  violations: {
    broken: `"${table}".updated_at < "${table}".created_at`,
    right: `'not before ' || "${table}".created_at`,
  },
  // Under the settings of a load it would be kept.
  counterexample: (make) => ({
    update: entity,
    row: make.row(entity),
    set: { updatedAt: new Date(0) },
    corrected: ['updatedAt'],
    settings: {},
  }),
});
