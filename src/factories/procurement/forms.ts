import { fromCents, toCents } from '../../entities/money.ts';
import { Organisation, Porf, PorfLine, User } from '../../entities/procurement.ts';
import { factory } from '../factory.ts';
import { nth } from '../nth.ts';
import { record } from './record.ts';
import { products } from './words.ts';

/** What is asked for: how many of it, and the price of one, such as `12.50`. */
export interface RequestedLine {
  readonly quantity: number;
  readonly unitPrice: string;
  readonly productId?: string;
  readonly productName?: string;
}

const totalOf = ({ quantity, unitPrice }: Pick<RequestedLine, 'quantity' | 'unitPrice'>): string =>
  fromCents(BigInt(quantity) * toCents(unitPrice));

const sumOf = (lines: readonly RequestedLine[]): string =>
  fromCents(lines.reduce((sum, line) => sum + toCents(totalOf(line)), 0n));

/**
 * A line that costs nothing, so that the sum of the form it is added to stays what it is. For lines with a price
 * make the form with them: `porf.withLines()`, or its parameter `lines`.
 */
export const porfLine = factory(PorfLine, {
  parents: { porf: Porf },
  columns: {
    ...record,
    productId: ({ random }) => random.pick(products).id,
    productName: ({ row }) => products.find(({ id }) => id === row.productId)?.name ?? 'Sample',
    quantity: 1,
    unitPrice: '0.00',
    totalPrice: ({ row }) => (isLine(row) ? totalOf(row) : '0.00'),
  },
});

/** A request form of a user and the user's organisation, empty unless the parameter `lines` says what is in it. */
export const porf = factory(Porf, {
  parents: {
    user: { of: User, nullable: true, sameAs: ['organisation'] },
    organisation: { of: Organisation, optional: true, through: 'user' },
  },
  transient: { lines: [] as readonly RequestedLine[] },
  columns: {
    ...record,
    porfNo: ({ tag }) => `PORF-${tag}`,
    status: 'draft',
    totalValue: ({ transient }) => sumOf(transient.lines),
  },
  afterCreate: ({ row, transient, add }) => {
    for (const line of transient.lines) add(porfLine, { porf: row, ...line });
  },
}).traits({
  pending: () => ({ columns: { status: 'pending' } }),
  approved: () => ({ columns: { status: 'approved' } }),
  rejected: () => ({ columns: { status: 'rejected' } }),
  cancelled: () => ({ columns: { status: 'cancelled' } }),
  /** With that many lines from a catalogue, three unless said otherwise. */
  withLines: (count = 3) => ({ transient: { lines: Array.from({ length: count }, (_, i) => lineOf(i)) } }),
  /** Without an author, such as of a user who was deleted. */
  withoutUser: () => ({ parents: { user: null } }),
});

/** The i-th line of a form: another product, and more of it. */
function lineOf(i: number): RequestedLine {
  const { id, name, price } = nth(products, i);
  return { productId: id, productName: name, unitPrice: price, quantity: 1 + (i % 12) };
}

/** Whether there is something to multiply; what there is not, the rules refuse. */
const isLine = ({
  quantity,
  unitPrice,
}: {
  readonly quantity: unknown;
  readonly unitPrice: unknown;
}): boolean => Number.isInteger(quantity) && typeof unitPrice === 'string' && /^-?\d+\.\d\d$/.test(unitPrice);
