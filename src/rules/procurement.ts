import { fromCents, toCents } from '../entities/money.ts';
import { Organisation, Porf, PorfLine, porfStatuses, Session, User } from '../entities/procurement.ts';
import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';
import { after, MINUTE } from '../random/clock.ts';
import { oneOf } from './column-checks.ts';
import { isAbove, isOther, isPresent } from './compare.ts';
import { type DomainRule, defineRules } from './rule.ts';
import { updatedAfterCreated } from './update-time.ts';

const AMOUNT = /^-?\d+\.\d\d$/;

const lines = `left join (
  select porf_id, sum(total_price) as total from public.porf_lines group by 1
) as lines on lines.porf_id = porfs.id`;
const applicant = 'left join public.users as applicant on applicant.id = porfs.user_id';

/** An amount in cents; undefined for what is none. */
const cents = (amount: unknown): bigint | undefined =>
  typeof amount === 'string' && AMOUNT.test(amount) ? toCents(amount) : undefined;

/** How many of something there are, as a number to count with; undefined for what is none. */
const quantityOf = (value: unknown): bigint | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;

const notNegative = <const Name extends string>(
  name: Name,
  property: 'unitPrice' | 'totalPrice',
  also: string,
): DomainRule<Name> => ({
  name,
  entity: PorfLine,
  description: `The ${property} of a line is not negative.`,
  enforcedBy: 'constraint',
  breaks: ({ [property]: amount }) => ((cents(amount) ?? 0n) < 0n ? { [property]: amount } : undefined),
  counterexample: (make) => ({
    update: PorfLine,
    row: make.row(PorfLine),
    set: { [property]: '-1.00' },
    also: property === 'totalPrice' ? [also, 'porfs_total_value'] : [also],
  }),
});

const checks = defineRules([
  ...oneOf(
    { name: 'porfs_status_check', entity: Porf, property: 'status', of: 'status of a request form' },
    porfStatuses,
    20,
  ),
  {
    name: 'porf_lines_quantity_check',
    entity: PorfLine,
    description: 'The quantity of a line is more than 0.',
    enforcedBy: 'constraint',
    breaks: ({ quantity }) => (isAbove(1, quantity) ? { quantity } : undefined),
    // Nothing times a price that is nothing is the same.
    counterexample: (make) => ({ update: PorfLine, row: make.row(PorfLine), set: { quantity: 0 } }),
  },
  {
    name: 'porfs_organisation_id_fkey',
    entity: Porf,
    enforcedBy: 'constraint',
    // With a user, it would not be the user's either.
    counterexample: (make) => ({
      update: Porf,
      row: make.row(Porf, {}, 'withoutUser'),
      set: { organisation: -1 },
    }),
  },
  notNegative('porf_lines_unit_price_check', 'unitPrice', 'porf_lines_product'),
  notNegative('porf_lines_total_price_check', 'totalPrice', 'porf_lines_product'),
]);

const semantic = defineRules([
  {
    name: 'sessions_expiry',
    entity: Session,
    description: 'A session expires after it was created.',
    enforcedBy: 'verify',
    violations: {
      broken: 'sessions.expires_at <= sessions.created_at',
      right: `'after ' || sessions.created_at`,
    },
    breaks: ({ expiresAt, createdAt }) =>
      expiresAt instanceof Date && createdAt instanceof Date && expiresAt <= createdAt
        ? { expiresAt, createdAt }
        : undefined,
    counterexample: (make) => {
      const row = make.spare(Session);
      return { insert: Session, row: { ...row, expiresAt: after(row.createdAt, -MINUTE) } };
    },
  },
  {
    name: 'porfs_organisation',
    entity: Porf,
    description: 'The user of a request form belongs to its organisation.',
    enforcedBy: 'verify',
    hint: "Leave the organisation out: it is the user's.",
    violations: {
      joins: [applicant],
      broken: `applicant.id is not null and porfs.organisation_id is not null
        and applicant.organisation_id is distinct from porfs.organisation_id`,
      right: `coalesce('organisation_id ' || applicant.organisation_id, 'no organisation')`,
    },
    breaks: (row, look) => {
      const { user, organisation } = row;
      const theirs = look.parent(row, 'user', User)?.['organisation'];
      return theirs !== undefined && isPresent(organisation) && theirs !== organisation
        ? { user, organisation, "the user's": theirs }
        : undefined;
    },
    counterexample: (make) => ({
      insert: Porf,
      row: { ...make.spare(Porf), organisation: make.row(Organisation).id },
    }),
  },
  {
    name: 'porfs_total_value',
    entity: Porf,
    description: 'The totalValue of a request form is the sum of its lines.',
    enforcedBy: 'verify',
    hint: 'Make the lines together with the form, by its trait `withLines` or its parameter `lines`.',
    violations: {
      joins: [lines],
      broken: 'porfs.total_value <> coalesce(lines.total, 0)',
      right: `coalesce(lines.total, 0)::numeric(12, 2)::text`,
    },
    below: { entity: PorfLine, relation: 'porf' },
    breaks: (row, look) => {
      const total = cents(row['totalValue']);
      if (total === undefined) return undefined;
      let sum = 0n;
      for (const { totalPrice } of look.children(PorfLine, 'porf', row)) sum += cents(totalPrice) ?? 0n;
      return isOther(total, sum)
        ? { totalValue: row['totalValue'], 'the sum of its lines': fromCents(sum) }
        : undefined;
    },
    counterexample: (make) => ({ insert: Porf, row: { ...make.spare(Porf), totalValue: '1.00' } }),
  },
  {
    name: 'porf_lines_product',
    entity: PorfLine,
    description: 'The totalPrice of a line is its quantity times its unitPrice.',
    enforcedBy: 'verify',
    hint: 'Leave the totalPrice out.',
    violations: {
      broken: 'porf_lines.total_price <> porf_lines.quantity * porf_lines.unit_price',
      right: `(porf_lines.quantity * porf_lines.unit_price)::text`,
    },
    breaks: ({ quantity, unitPrice, totalPrice }) => {
      const [many, one, all] = [quantityOf(quantity), cents(unitPrice), cents(totalPrice)];
      return many !== undefined && one !== undefined && isOther(many * one, all)
        ? { quantity, unitPrice, totalPrice }
        : undefined;
    },
    counterexample: (make) => ({
      update: PorfLine,
      row: make.row(PorfLine),
      set: { unitPrice: '1.00' },
    }),
  },
]);

const keepsTime = <const T extends string>(
  entity: EntityClass,
  table: T,
  one: string,
): readonly DomainRule<`${T}_updated_at` | `${T}_updated_at_not_null`>[] => [
  updatedAfterCreated({ entity, table, trigger: `${table}_updated_at`, one }),
  // What an update gives, the trigger replaces.
  {
    name: `${table}_updated_at_not_null`,
    entity,
    enforcedBy: 'constraint',
    counterexample: (make) => {
      const row: AnyRow = make.spare(entity);
      return { insert: entity, row: { ...row, updatedAt: null } };
    },
  },
];

/** What the procurement schema demands of rows beyond what its entities state. */
export const procurementRules = defineRules([
  ...checks,
  ...semantic,
  ...keepsTime(Organisation, 'organisations', 'organisation'),
  ...keepsTime(User, 'users', 'user'),
  ...keepsTime(Session, 'sessions', 'session'),
  ...keepsTime(Porf, 'porfs', 'request form'),
  ...keepsTime(PorfLine, 'porf_lines', 'line'),
]);
