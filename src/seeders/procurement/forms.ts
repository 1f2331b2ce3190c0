import { fromCents, toCents } from '../../entities/money.ts';
import type { Organisation, User } from '../../entities/procurement.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/procurement/index.ts';
import type { Scope } from '../scope.ts';
import type { Form } from './history.ts';

interface Written {
  /** The number of the form in its organisation, the oldest first. */
  readonly f: number;
  readonly form: Form;
  readonly organisation: RowOf<Organisation>;
  readonly author: RowOf<User> | undefined;
}

/** The places of a form and its l-th line among those of all organisations. */
type Places = (l: number) => { readonly porf: number; readonly line: number };

/** Adds a request form as it is now, with its lines. */
export function addForm(scope: Scope, { f, form, organisation, author }: Written, placesOf: Places): void {
  const { now } = scope;
  const { createdAt } = form;
  if (createdAt > now) return;
  const lines = form.lines.filter(({ addedAt }) => addedAt <= now);
  const step = form.steps.findLast(({ at }) => at <= now);
  const number = placesOf(0).porf;
  const total = lines.reduce(
    (sum, { quantity, product }) => sum + BigInt(quantity) * toCents(product.price),
    0n,
  );
  const porf = scope.add(make.porf, f, {
    id: scope.ordinal(number),
    porfNo: scope.named(`PORF-${createdAt.getUTCFullYear()}-${String(number + 1).padStart(6, '0')}`, '-'),
    user: author ?? null,
    organisation,
    status: step?.status ?? 'draft',
    totalValue: fromCents(total),
    createdAt,
    updatedAt: step?.at ?? lines.at(-1)?.addedAt ?? createdAt,
  });
  for (const [l, { product, quantity, addedAt }] of lines.entries()) {
    scope.below('form', f).add(make.porfLine, l, {
      id: scope.ordinal(placesOf(l).line),
      porf,
      productId: product.id,
      productName: product.name,
      unitPrice: product.price,
      quantity,
      createdAt: addedAt,
    });
  }
}
